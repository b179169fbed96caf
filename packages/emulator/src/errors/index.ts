export {
  ApiError,
  badRequest,
  conflict,
  notFound,
  notImplemented,
  projectLocked,
  ReasonedError,
  ruleForbids,
} from './api-error.ts';
export { ConnectionLost, type PartialAnswer } from './connection-lost.ts';
export { EmulatorStartError, EmulatorUsageError } from './emulator-error.ts';
export { describeStartFailure, RAISE_OPEN_FILES } from './start-failure.ts';
export { WriteError } from './write-error.ts';
