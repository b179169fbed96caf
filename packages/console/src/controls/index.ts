export { ControlsView } from './controls-view.tsx';
