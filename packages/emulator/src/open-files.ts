import { readFileSync } from 'node:fs';
import { EmulatorStartError, RAISE_OPEN_FILES } from './errors/index.ts';

/** How many files the emulator opens at once: its own modules while they load, and with Postgres those of branches. */
export const FEWEST_OPEN_FILES = { alone: 128, withPostgres: 256 } as const;

/**
 * Only on Linux, where the limit can be read.
 *
 * @throws EmulatorStartError when this process may open fewer files.
 */
export function requireOpenFiles(fewest: number): void {
  const limit = readLimit();
  if (limit === undefined || limit >= fewest) return;
  throw new EmulatorStartError(
    `The emulator needs ${fewest} open files at least, and this process may have ${limit}; ${RAISE_OPEN_FILES}.`,
  );
}

/** Node has raised the soft limit to the hard one by the time it runs a program. Undefined where there is none. */
function readLimit(): number | undefined {
  try {
    const [, soft] = /^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    return undefined;
  }
}
