export type { EmitInput } from './emit-input.ts';
export { emitFunctions } from './functions.ts';
export { licenceNotice } from './header.ts';
export { emitSubset, type SubsetSelection } from './subset.ts';
export { emitTypes } from './types.ts';
