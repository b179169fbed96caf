export { createPgliteDataPlane, dumpPgliteTemplate } from './create-data-plane.ts';
export type { PgliteDataPlaneOptions } from './options.ts';
export type { CreatePglite, PgliteCreateOptions, PgliteInstance } from './pglite-instance.ts';
