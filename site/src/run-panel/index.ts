export { openPanel } from './open-panel.tsx';
