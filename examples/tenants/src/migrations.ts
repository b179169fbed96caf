import { query } from './query.ts';

// Each may run twice: a process can end between the work and the note that it is done.

/** The first schema, and who the tenant is. */
export async function createSchema(uri: string, tenant: string): Promise<void> {
  await query(uri, 'create table if not exists tenant (name text primary key)');
  await query(uri, 'insert into tenant values ($1) on conflict do nothing', [tenant]);
}

/** The second one. */
export async function addPlan(uri: string): Promise<void> {
  await query(uri, `alter table tenant add column if not exists plan text not null default 'free'`);
}
