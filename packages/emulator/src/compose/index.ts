export { composePlanes } from './compose-planes.ts';
export {
  COMPOSED_DEFAULTS,
  COMPOSED_NAMES,
  type ComposedOptions,
  type ResolvedComposed,
  resolveComposed,
  withoutUndefined,
} from './composed-options.ts';
export type { ControlPlaneLink, CreateControlPlane, Host, StartedDataPlane, Storage } from './host.ts';
export type { Planes } from './planes.ts';
