import { Client } from 'pg';

/** The superuser of every branch; only the emulator logs in as it. */
export const ADMIN_ROLE = 'cloud_admin';

export interface AdminLogin {
  /** As libpq has it: a folder of Unix sockets, or a host name. */
  readonly address: { readonly host: string; readonly port: number };
  readonly password: string;
  readonly database: string;
}

/** Runs `work` in a session of the superuser, and ends the session. */
export async function withAdmin<Value>(
  { address, password, database }: AdminLogin,
  work: (session: Client) => Promise<Value>,
): Promise<Value> {
  const session = new Client({
    ...address,
    user: ADMIN_ROLE,
    password,
    database,
    ssl: false,
    // A statement that fails would be logged with the passwords in it.
    options: '-c log_min_error_statement=panic',
  });
  // A server that goes down makes the pending query fail, which is enough; unheard, the event would end the process.
  session.on('error', () => {});
  await session.connect();
  try {
    return await work(session);
  } finally {
    await session.end().catch(() => {});
  }
}
