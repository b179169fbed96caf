export type { Handler, HandlerContext } from './handler.ts';
export { HANDLERS } from './handlers.ts';
