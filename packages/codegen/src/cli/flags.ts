import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';

/** How a command reports. */
export interface Reporting {
  /** Writes text to the output. */
  print(text: string): void;
  /** Writes text to the error output. */
  warn(text: string): void;
  /** Sets the exit code to 1. */
  fail(): void;
}

// Loaded only when a command runs: --help and usage errors do not need it.
export const loadCommands = (): Promise<typeof import('../commands/index.ts')> => import('../commands/index.ts');

/** Parses comma-separated names and adds them to the names from earlier uses of the same flag. */
export function names(text: string, previous: readonly string[] = []): string[] {
  const added = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (added.length === 0) throw new InvalidArgumentError('Pass at least one name.');
  return [...previous, ...added];
}

/** Parses a flag that takes one value. A second, different value is an error, because one of them would be ignored. */
export function once(): (text: string) => string {
  let first: string | undefined;
  return (text) => {
    if (text.trim() === '') throw new InvalidArgumentError('The value is empty.');
    if (first !== undefined && text !== first)
      throw new InvalidArgumentError(`The flag was already set to '${first}'. Pass it once.`);
    first = text;
    return text;
  };
}

/** Returns `--specs`, or the nearest `specs/` with a contract. */
export async function specsDir(given: string | undefined): Promise<string> {
  if (given !== undefined) return given;
  const { nearestSpecs } = await import('../contract/index.ts');
  return nearestSpecs(process.cwd()) ?? join(process.cwd(), 'specs');
}
