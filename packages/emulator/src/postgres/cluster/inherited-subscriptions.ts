import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createBranchAdmin } from '../admin/index.ts';
import { unlessCode } from '../errors.ts';
import type { ServerProcess } from './server-process.ts';

/** The file of the catalog `pg_subscription`, which is empty until the first subscription. Its name never changes. */
const CATALOG = join('global', '6100');

export async function mayHaveSubscriptions(dataDir: string): Promise<boolean> {
  const found = await unlessCode(stat(join(dataDir, CATALOG)), 'ENOENT');
  return (found?.size ?? 0) > 0;
}

/**
 * Drops the subscriptions of a copy, as Neon does on branches (https://github.com/neondatabase/postgres/pull/594): they
 * would receive the rows from the original's slots. `server` must pause subscriptions.
 */
export async function dropInheritedSubscriptions(server: ServerProcess): Promise<void> {
  try {
    await server.start();
    await createBranchAdmin(server.requireStarted().login).dropSubscriptions();
  } finally {
    await server.stop('clean');
  }
}
