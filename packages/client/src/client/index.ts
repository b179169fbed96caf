export type { ApiKeySource } from './api-key.ts';
export { createNeonClient } from './create-neon-client.ts';
export type { CallOptions, NeonClient, OperationDescriptor } from './neon-client.ts';
export type { NeonClientOptions } from './options.ts';
