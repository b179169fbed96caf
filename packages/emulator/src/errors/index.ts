export { ApiError, badRequest, conflict, notFound, notImplemented, projectLocked, ruleForbids } from './api-error.ts';
export { ConnectionLost } from './connection-lost.ts';
export { EmulatorStartError, EmulatorUsageError } from './emulator-error.ts';
export { isDiskFull, writeFailed } from './write-failed.ts';
