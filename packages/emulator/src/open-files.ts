import { readFileSync } from 'node:fs';
import { EmulatorStartError, RAISE_OPEN_FILES } from './errors/index.ts';

/** Open files that the emulator needs: its own modules while they load, and with Postgres also those of branches. */
export const MIN_OPEN_FILES = { withoutPostgres: 128, withPostgres: 256 } as const;

/**
 * Checks the limit on open files. Linux only: elsewhere the limit cannot be read.
 *
 * @throws EmulatorStartError if the limit is lower than `min`.
 */
export function requireOpenFiles(min: number): void {
  const limit = readLimit();
  if (limit === undefined || limit >= min) return;
  throw new EmulatorStartError(
    `The emulator needs at least ${min} open files, but the limit is ${limit}. ${RAISE_OPEN_FILES}`,
  );
}

/** Node raises the soft limit to the hard limit before it runs a program. Returns undefined if there is no limit. */
function readLimit(): number | undefined {
  try {
    const [, soft] = /^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    return undefined;
  }
}
