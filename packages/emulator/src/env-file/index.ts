export { quoteValue, setVariables } from './set-variables.ts';
export { writeEnvFile } from './write-env-file.ts';
