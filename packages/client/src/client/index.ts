export type { ApiKeySource } from './api-key.ts';
export { assembleClient, type ClientParts } from './assemble-client.ts';
export { buildRequest } from './build-request.ts';
export { createNeonClient } from './create-neon-client.ts';
export { warnDeprecated } from './deprecation.ts';
export { type BodyEncoder, type EncodedBody, form, multipart } from './encodings/index.ts';
export type {
  CallOptions,
  NeonCaller,
  OperationDescriptor,
  Paging,
} from './neon-caller.ts';
export type { AppInfo, LogLevel, NeonClientOptions } from './options.ts';
export { orgInBody, orgInProject, orgInQuery } from './organization.ts';
export { type ResponseDetails, withResponse } from './with-response.ts';
