export type { EmitInput } from './emit-input.ts';
export { emitFunctions } from './functions.ts';
export { emitTypes } from './types.ts';
