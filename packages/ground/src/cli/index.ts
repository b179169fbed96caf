export type { CliCommand, CommandResult, FlagDescriptions } from './command.ts';
export { endOnBrokenPipe } from './end-on-broken-pipe.ts';
export type { Flags } from './flags.ts';
export type { Call, ProgramProcess, ProgressOutput } from './program.ts';
export { runProgram } from './run-program.ts';
export { chooseApiKey, type Environment, type LinkedContext, readContext, readStoredKey } from './settings/index.ts';
export { suggest } from './suggest.ts';
export { isUsageError, UsageError } from './usage-error.ts';
