export {
  type ControlPlane,
  type ControlPlaneOptions,
  createControlPlane,
  type EmulatorControls,
} from './create-control-plane.ts';
