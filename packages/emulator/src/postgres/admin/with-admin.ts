import { Client } from 'pg';
import type { PrivilegedWork } from './privileged-work.ts';
import { applicationName, sessionOptions } from './session-settings.ts';

/** The superuser of every branch; only the emulator logs in as it. */
export const ADMIN_ROLE = 'cloud_admin';

/** Where a superuser session of a branch is opened. */
export interface AdminLogin {
  /** As libpq has it: a folder of Unix sockets, or a host name. */
  readonly address: { readonly host: string; readonly port: number };
  readonly password: string;
  readonly majorVersion: number;
}

/** The database that belongs to the superuser; no tenant owns it. */
const HOME_DATABASE = 'postgres';

export interface PrivilegedSession {
  /** Default: the superuser's own. */
  readonly database?: string;
  readonly work: PrivilegedWork;
}

/** Runs `run` in a superuser session that no tenant can influence, and ends the session. */
export async function withAdmin<Value>(
  { address, password, majorVersion }: AdminLogin,
  { database = HOME_DATABASE, work }: PrivilegedSession,
  run: (session: Client) => Promise<Value>,
): Promise<Value> {
  const session = new Client({
    ...address,
    user: ADMIN_ROLE,
    password,
    database,
    ssl: false,
    application_name: applicationName(work),
    options: sessionOptions(majorVersion),
  });
  // A server that goes down makes the pending query fail, which is enough; unheard, the event would end the process.
  session.on('error', () => {});
  await session.connect();
  try {
    return await run(session);
  } finally {
    await session.end().catch(() => {});
  }
}
