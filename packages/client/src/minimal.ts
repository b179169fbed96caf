export { createNeonClient } from './client/index.ts';
export * from './shared.ts';
