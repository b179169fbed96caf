export { binary } from './binary.ts';
export type { CacheMode, Fetch, FetchInit, FetchResponse } from './fetch.ts';
export { fillRoute, ID_NAME, serializeQuery } from './parameters.ts';
export type { Expectation, NeonRequest, ReadBinary } from './request.ts';
export { runCallback } from './run-callback.ts';
export { createTransport, type NeonAnswer, type Transport, type TransportSettings } from './transport.ts';
