export { createNeonClient, type NeonClient } from './create-neon-client.ts';
export type { ParseAs, TypedMethod, TypedMethods, TypedOptions, TypedResult } from './typed-methods.ts';
