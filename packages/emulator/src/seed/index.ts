export { checkSeed } from './check-seed.ts';
export { plantSeed } from './plant-seed.ts';
export { readSeedFile } from './read-seed-file.ts';
export type { Seed, SeedBranch, SeedProject } from './seed.ts';
