import { type Client, escapeIdentifier } from 'pg';

export interface Subscription {
  readonly name: string;
  readonly database: string;
}

export async function listSubscriptions(session: Client): Promise<Subscription[]> {
  const { rows } = await session.query<Subscription>(
    'SELECT subname AS name, datname AS database FROM pg_subscription JOIN pg_database d ON d.oid = subdbid ORDER BY 1',
  );
  return rows;
}

/** Drops a subscription of the session's database, and leaves its slot at the publisher. */
export async function dropSubscription(session: Client, name: string): Promise<void> {
  const subscription = escapeIdentifier(name);
  await session.query(`ALTER SUBSCRIPTION ${subscription} DISABLE`);
  await session.query(`ALTER SUBSCRIPTION ${subscription} SET (slot_name = NONE)`);
  await session.query(`DROP SUBSCRIPTION ${subscription}`);
}
