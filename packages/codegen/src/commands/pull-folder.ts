import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CodegenUsageError } from '../codegen-error.ts';
import { CONTRACT_FILE, LOCK_FILE, nearestSpecs } from '../contract/index.ts';

/** Returns the folder for `pull`: `--specs`, else the nearest `specs/` with a contract, else an unused `specs/`. */
export function pullFolder(given: string | undefined, folder: string): string {
  const chosen = given ?? nearestSpecs(folder);
  if (chosen !== undefined) return chosen;
  const specs = join(folder, 'specs');
  if (isFree(specs)) return specs;
  throw new CodegenUsageError(
    `${specs} contains files, but no contract. Pass --specs DIR to name the folder of the contract.`,
  );
}

/** True if the folder does not exist or has only files that `pull` reads and writes. Wrong paths are refused later. */
function isFree(specs: string): boolean {
  const own = [CONTRACT_FILE, LOCK_FILE, 'overlays'];
  try {
    return !existsSync(specs) || readdirSync(specs).every((name) => name.startsWith('.') || own.includes(name));
  } catch {
    return true;
  }
}
