export { assertKnownKeys, fillOptions } from './closed-options.ts';
export { isFile, kindOf } from './kind-of.ts';
export { leavable } from './leavable.ts';
export { onAbort } from './on-abort.ts';
export { readHeaders } from './read-headers.ts';
export { unexpectedAnswer } from './unexpected-answer.ts';
