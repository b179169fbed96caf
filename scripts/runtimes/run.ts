import type { Report } from './smoke.ts';
import type { World } from './world.ts';

/** Runs the bundled smoke program against the world. */
export type Run = (installed: string, bundle: string, world: World) => Promise<Report>;
