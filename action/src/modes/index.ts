export type { Context } from './context.ts';
export { ensure } from './ensure.ts';
export { remove } from './remove.ts';
export { sweep } from './sweep.ts';
