export type * from '../index.ts';
export { createNeonHandlers, type NeonHandlerOptions, type NeonHandlers } from './neon-handlers.ts';
