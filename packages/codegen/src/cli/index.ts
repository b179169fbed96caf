export { type CliOutputs, runCli } from './run-cli.ts';
