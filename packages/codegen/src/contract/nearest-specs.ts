import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CONTRACT_FILE } from './contract-files.ts';

/** Finds the nearest `specs` folder that contains a contract, in `folder` or above. Other `specs` folders are ignored. */
export function nearestSpecs(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const candidate = join(at, 'specs');
    if (existsSync(join(candidate, CONTRACT_FILE))) return candidate;
    if (dirname(at) === at) return undefined;
  }
}
