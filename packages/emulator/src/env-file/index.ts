export { writeEnvFile } from './write-env-file.ts';
