import { isNeonError } from '@neon-api/client';
import { isUsageError } from '@neon-api/ground/cli';

export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  /** A secret was replaced, but is not stored or not verified. */
  halfWay: 3,
  interrupted: 130,
} as const;

/** The exit codes and their meanings, for the help. */
export const EXIT_CODES: readonly (readonly [code: string, meaning: string])[] = [
  ['0', 'done, or a dry run'],
  ['1', 'failed: Neon refused or was unreachable, or a part failed'],
  ['2', 'usage error: nothing was changed'],
  ['3', 'rotate: the secret was replaced, but is not stored or not verified; see the message'],
  ['130', 'interrupted'],
];

/** Returns the exit code for an error. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof Error && error.name === 'RotationError') return EXIT.halfWay;
  if (isNeonError(error)) return error.name === 'NeonUsageError' ? EXIT.usage : EXIT.failed;
  return isUsageError(error) ? EXIT.usage : EXIT.failed;
}
