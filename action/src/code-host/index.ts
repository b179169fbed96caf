export { type CodeHost, CodeHostError, createCodeHost } from './code-host.ts';
export { keepOneComment } from './keep-one-comment.ts';
