export type * from '../index.ts';
export { type NeonEmulatorOptions, type NeonEmulatorPlugin, neonEmulator, type ViteServer } from './neon-emulator.ts';
