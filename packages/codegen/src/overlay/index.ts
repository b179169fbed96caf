export { applyOverlays } from './apply-overlays.ts';
export { type DroppedAction, planOverlays } from './plan-overlays.ts';
export { type Overlay, readOverlay, readOverlays } from './read-overlays.ts';
export { OVERLAY_STYLE, withoutActions } from './without-actions.ts';
