import { isNeonError } from '@neon-api/client';
import { isUsageError } from '@neon-api/ground/cli';

export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  interrupted: 130,
} as const;

/** The exit codes and their meanings, for the help. */
export const EXIT_CODES: readonly (readonly [code: string, meaning: string])[] = [
  ['0', 'done; work: stopped by a signal'],
  ['1', 'failed: a unit failed, or Neon or the database refused or was unreachable'],
  ['2', 'usage error: nothing was changed'],
  ['130', 'interrupted; units that were added stay in the queue'],
];

/** Returns the exit code for an error. */
export function exitCodeOf(error: unknown, isInterrupted: boolean): number {
  if (isInterrupted) return EXIT.interrupted;
  const isUsage = isUsageError(error) || (isNeonError(error) && error.name === 'NeonUsageError');
  return isUsage ? EXIT.usage : EXIT.failed;
}
