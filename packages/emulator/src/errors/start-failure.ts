import { EmulatorStartError, EmulatorUsageError } from './emulator-error.ts';
import { WriteError } from './write-error.ts';

export const RAISE_OPEN_FILES =
  'raise the limit, as with `ulimit -n 1024` in the shell or `--ulimit nofile=1024` of docker run';

/**
 * What a start that failed says: one sentence for whatever the system refused. Anything else is a fault of the emulator,
 * and stays as it is.
 */
export function describeStartFailure(error: unknown): unknown {
  if (findCodes(error).some((code) => code === 'EMFILE' || code === 'ENFILE')) {
    return new EmulatorStartError(`The emulator ran out of open files while it started; ${RAISE_OPEN_FILES}.`, {
      cause: error,
    });
  }
  if (error instanceof EmulatorStartError || error instanceof EmulatorUsageError || !(error instanceof Error))
    return error;
  if (error instanceof WriteError && error.isDiskFull) {
    const message = `The disk that holds ${error.path} is full. Free some space on it, or choose another data directory.`;
    return new EmulatorStartError(message, { cause: error });
  }
  if (!(error instanceof WriteError) && !findCodes(error).some(isSystemCode)) return error;
  return new EmulatorStartError(`The emulator cannot start: ${error.message}.`, { cause: error });
}

/** Of the error and of what caused it. */
function findCodes(error: unknown): unknown[] {
  if (!(error instanceof Error)) return [];
  return ['code' in error ? error.code : undefined, ...findCodes(error.cause)];
}

/** `ENOENT` and the like, and what Node makes of those that it has no name for; not Node's own `ERR_…`. */
function isSystemCode(code: unknown): boolean {
  return typeof code === 'string' && (/^E[A-Z0-9]+$/.test(code) || code === 'ERR_SYSTEM_ERROR');
}
