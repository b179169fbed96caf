export { applyOverlays } from './apply-overlays.ts';
export { type Overlay, type OverlayAction, readOverlays } from './read-overlays.ts';
