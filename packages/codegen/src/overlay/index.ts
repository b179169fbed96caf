export { applyOverlays } from './apply-overlays.ts';
export { type Overlay, readOverlays } from './read-overlays.ts';
