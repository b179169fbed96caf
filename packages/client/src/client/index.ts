export type { ApiKeySource } from './api-key.ts';
export { createNeonClient } from './create-neon-client.ts';
export type { BodyEncoding, CallOptions, NeonClient, OperationDescriptor, Paging } from './neon-client.ts';
export type { AppInfo, NeonClientOptions } from './options.ts';
