import type { DataPlane } from '../data-plane/index.ts';
import type { ControlPlane } from './create-control-plane.ts';
import type { Access } from './kept-access.ts';

/** An emulator without a port. */
export interface Planes {
  readonly access: Access;
  readonly controlPlane: ControlPlane;
  readonly dataPlane: DataPlane;
  stop(): Promise<void>;
}
