import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

/** An empty folder that is gone when the test is over. */
export function tempFolder(): string {
  const { folder, remove } = newFolder();
  onTestFinished(remove);
  return folder;
}

/** The same, for all tests of a file or of a `describe`, outside of which it is called. */
export function sharedTempFolder(): string {
  const { folder, remove } = newFolder();
  afterAll(remove);
  return folder;
}

function newFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'neon-codegen-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
