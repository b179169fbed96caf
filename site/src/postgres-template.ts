import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dumpPgliteTemplate } from '@neon-api/emulator/pglite';

const FOLDER = join(import.meta.dirname, '../generated');

/**
 * Writes the database that the page's Postgres starts from, so that a reader does not wait for `initdb`. Its name is in
 * `src/run/worker.ts`. Two builds at once do no harm: each replaces the whole file.
 */
export async function writePostgresTemplate(): Promise<void> {
  const template = await dumpPgliteTemplate();
  const draft = join(FOLDER, `postgres-template.${process.pid}`);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(draft, new Uint8Array(await template.arrayBuffer()));
  renameSync(draft, join(FOLDER, 'postgres-template.bin'));
}
