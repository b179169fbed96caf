export { cancellable } from './cancellable.ts';
export { assertKnownKeys, fillOptions } from './closed-options.ts';
export { onAbort } from './on-abort.ts';
export { readHeaders } from './read-headers.ts';
export { isFile, typeTagOf } from './type-tag.ts';
export { unexpectedAnswer } from './unexpected-answer.ts';
