import type { Report } from './smoke.ts';
import type { World } from './world.ts';

/** Runs the smoke program, bundled, against the world. */
export type Run = (installed: string, bundle: string, world: World) => Promise<Report>;
