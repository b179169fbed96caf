export { assertAtLeast, assertKnownKeys, assertMilliseconds } from './closed-options.ts';
export { leavable } from './leavable.ts';
export { onAbort } from './on-abort.ts';
export { readHeaders } from './read-headers.ts';
export { unexpectedAnswer } from './unexpected-answer.ts';
