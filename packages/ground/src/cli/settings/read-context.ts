import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project and branch that the Neon CLI has linked a folder to. */
export interface LinkedContext {
  readonly projectId?: string;
  readonly orgId?: string;
  /** Name or id of a branch in the project. */
  readonly branch?: string;
}

/**
 * Reads the nearest `.neon` file of the Neon CLI, in `folder` or above it but below the home folder, as the CLI does. A
 * file that is not JSON counts as empty, as in the CLI.
 */
export function readContext(folder: string, home: string | undefined): LinkedContext {
  for (let current = folder; current !== home; current = dirname(current)) {
    const text = readIfThere(join(current, '.neon'));
    if (text !== undefined) return parseContext(text);
    if (dirname(current) === current) break;
  }
  return {};
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function parseContext(text: string): LinkedContext {
  try {
    const { projectId, orgId, branch, branchId } = Object(JSON.parse(text));
    const given = { projectId, orgId, branch: branch ?? branchId };
    return Object.fromEntries(Object.entries(given).filter(([, value]) => typeof value === 'string' && value !== ''));
  } catch {
    return {};
  }
}
