export type * from '../fetch/index.ts';
export { createNeonHandlers, type NeonHandlerOptions, type NeonHandlers } from './neon-handlers.ts';
