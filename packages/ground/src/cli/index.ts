export { chooseBaseUrl, findApiKey } from './choose-connection.ts';
export type { CliCommand, CommandResult, FlagDescriptions } from './command.ts';
export { endOnBrokenPipe } from './end-on-broken-pipe.ts';
export { type Flags, parseDuration } from './flags.ts';
export type { Call, ProgramProcess, ProgressOutput } from './program.ts';
export { runProgram } from './run-program.ts';
export { type Environment, type LinkedContext, readContext } from './settings/index.ts';
export { suggest } from './suggest.ts';
export { isUsageError, UsageError } from './usage-error.ts';
