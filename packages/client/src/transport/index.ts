export type { NeonAnswer } from './answer.ts';
export { fillRoute, ID_NAME, serializeQuery } from './parameters.ts';
export { redactUris, safeCause } from './redact.ts';
export type { Expectation, NeonRequest } from './request.ts';
export { createTransport, type Transport, type TransportSettings } from './transport.ts';
