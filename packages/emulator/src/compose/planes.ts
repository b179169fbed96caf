import type { ControlPlane } from '../control-plane/index.ts';
import type { DataPlane } from '../data-plane/index.ts';

/** An emulator without a way to reach it. */
export interface Planes<Plane extends DataPlane = DataPlane> {
  readonly controlPlane: ControlPlane;
  readonly dataPlane: Plane;
  stop(): Promise<void>;
}
