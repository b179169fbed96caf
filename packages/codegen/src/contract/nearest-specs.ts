import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CONTRACT_FILE } from './contract-files.ts';

/** The nearest folder `specs` with a contract, in `folder` or above; any other folder of that name is somebody's own. */
export function nearestSpecs(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const candidate = join(at, 'specs');
    if (existsSync(join(candidate, CONTRACT_FILE))) return candidate;
    if (dirname(at) === at) return undefined;
  }
}
