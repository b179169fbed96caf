export type { Environment } from './input-reader.ts';
export { DEFAULTS, type Inputs, readInputs } from './read-inputs.ts';
