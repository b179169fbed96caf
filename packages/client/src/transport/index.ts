export type { NeonAnswer } from './answer.ts';
export { binary, type ReadBinary } from './binary.ts';
export { safeCause } from './causes.ts';
export type { CacheMode, Fetch, FetchInit, FetchResponse } from './fetch.ts';
export { isControlFlow } from './judge-outcome.ts';
export { fillRoute, ID_NAME, serializeQuery } from './parameters.ts';
export { redactUris } from './redact.ts';
export type { Expectation, NeonRequest } from './request.ts';
export { createTransport, type Transport, type TransportSettings } from './transport.ts';
