export { type EnsureEndpointOptions, ensureEndpoint } from './ensure-endpoint.ts';
export { type FindEndpointOptions, findEndpoint } from './find-endpoint.ts';
