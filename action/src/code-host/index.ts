export { type CodeHost, createCodeHost } from './code-host.ts';
export { keepOneComment } from './keep-one-comment.ts';
