import { isNeonError } from '@neon-api/client';

/** The exit codes, as documented in the help. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  /** A secret was replaced, but is not stored or not verified. */
  halfWay: 3,
  interrupted: 130,
} as const;

/** Returns the exit code for an error. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof Error && error.name === 'RotationError') return EXIT.halfWay;
  if (isNeonError(error)) return error.name === 'NeonUsageError' ? EXIT.usage : EXIT.failed;
  return isParseError(error) ? EXIT.usage : EXIT.failed;
}

function isParseError(error: unknown): boolean {
  return String(Object(error).code).startsWith('ERR_PARSE_ARGS_');
}
