import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CodegenUsageError } from '../codegen-error.ts';
import { CONTRACT_FILE, LOCK_FILE, nearestSpecs } from '../contract/index.ts';

/** Where `pull` writes: `--specs`, else the nearest `specs/` with a contract, else a `specs/` that is free for one. */
export function pullFolder(given: string | undefined, folder: string): string {
  const chosen = given ?? nearestSpecs(folder);
  if (chosen !== undefined) return chosen;
  const specs = join(folder, 'specs');
  if (isFree(specs)) return specs;
  throw new CodegenUsageError(
    `${specs} has files, and none of them is a contract. Pass --specs DIR to name the folder of the contract.`,
  );
}

/** A folder that is not there or holds nothing but what `pull` reads and writes. Wrong paths are refused later. */
function isFree(specs: string): boolean {
  const own = [CONTRACT_FILE, LOCK_FILE, 'overlays'];
  try {
    return !existsSync(specs) || readdirSync(specs).every((name) => name.startsWith('.') || own.includes(name));
  } catch {
    return true;
  }
}
