import { readFileSync } from 'node:fs';
import { gitPaths } from '../repository.ts';

const FOLDER = 'packages/emulator/src/handlers/';
/** The helpers that start an emulator. */
const STARTS = /\b(useEmulator|startTestEmulator|useTriggerWorld)\b/;

/** Returns the test files of the handlers that call an emulator, relative to the package. */
export function findHandlerTests(): string[] {
  return gitPaths()
    .filter((path) => path.startsWith(FOLDER) && path.endsWith('.test.ts') && STARTS.test(readFileSync(path, 'utf8')))
    .map((path) => path.slice('packages/emulator/'.length));
}
