export { decodeBody } from './decode-body.ts';
export { createTypedMethods, type TypedMethods } from './openapi-fetch.ts';
export { fillRoute, readPathParameters, serializeQuery } from './parameters.ts';
export { redactUris } from './redact.ts';
export type { Expectation, NeonRequest } from './request.ts';
export { apiError } from './request-errors.ts';
export { createTransport, type Transport } from './transport.ts';
