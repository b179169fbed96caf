export type { EmulatorView, RunEvent, RunRequest } from './protocol.ts';
export { createRunner, type Target } from './run-program.ts';
