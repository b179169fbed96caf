import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

/** Creates an empty folder that is removed after the test. */
export function tempFolder(): string {
  const { folder, remove } = newFolder();
  onTestFinished(remove);
  return folder;
}

/** Creates a folder shared by the tests of a file or `describe`. Call it outside the tests. */
export function sharedTempFolder(): string {
  const { folder, remove } = newFolder();
  afterAll(remove);
  return folder;
}

function newFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'neon-codegen-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
