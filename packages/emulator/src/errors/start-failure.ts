import { EmulatorStartError, EmulatorUsageError } from './emulator-error.ts';
import { WriteError } from './write-error.ts';

export const RAISE_OPEN_FILES =
  'Raise the limit, e.g. with `ulimit -n 1024` in the shell or `docker run --ulimit nofile=1024`.';

/**
 * Turns an error of the system into an EmulatorStartError with a short message. Returns any other error unchanged,
 * because it is a bug in the emulator.
 */
export function describeStartFailure(error: unknown): unknown {
  if (findCodes(error).some((code) => code === 'EMFILE' || code === 'ENFILE')) {
    return new EmulatorStartError(`The emulator ran out of open files while it was starting. ${RAISE_OPEN_FILES}`, {
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

/** Returns the codes of the error and its causes. */
function findCodes(error: unknown): unknown[] {
  if (!(error instanceof Error)) return [];
  return ['code' in error ? error.code : undefined, ...findCodes(error.cause)];
}

/** Matches codes like `ENOENT`, and Node's code for unnamed system errors; not Node's own `ERR_…` codes. */
function isSystemCode(code: unknown): boolean {
  return typeof code === 'string' && (/^E[A-Z0-9]+$/.test(code) || code === 'ERR_SYSTEM_ERROR');
}
