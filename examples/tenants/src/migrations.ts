import { query } from './query.ts';

// Each may run twice, because a process can die before it records that the work is done.

/** Creates the first schema and stores the name of the tenant. */
export async function createSchema(uri: string, tenant: string): Promise<void> {
  await query(uri, 'create table if not exists tenant (name text primary key)');
  await query(uri, 'insert into tenant values ($1) on conflict do nothing', [tenant]);
}

/** Changes to the second schema. */
export async function addPlan(uri: string): Promise<void> {
  await query(uri, `alter table tenant add column if not exists plan text not null default 'free'`);
}
