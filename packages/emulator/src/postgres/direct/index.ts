export { type Direct, openDirect } from './open-direct.ts';
export type { OwnPorts } from './own-ports.ts';
