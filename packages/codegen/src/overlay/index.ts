export { applyOverlays } from './apply-overlays.ts';
export { type Overlay, readOverlay, readOverlays } from './read-overlays.ts';
