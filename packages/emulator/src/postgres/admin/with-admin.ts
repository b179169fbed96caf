import { Client } from 'pg';
import type { PrivilegedWork } from './privileged-work.ts';
import { applicationName, sessionOptions } from './session-settings.ts';

/** The superuser of every branch; only the emulator logs in with it. */
export const ADMIN_ROLE = 'cloud_admin';

/** The login for a superuser session in a branch. */
export interface AdminLogin {
  /** In libpq's form: the host is a folder of Unix sockets, or a host name. */
  readonly address: { readonly host: string; readonly port: number };
  readonly password: string;
  readonly majorVersion: number;
}

/** The superuser's own database; no tenant owns it. */
const HOME_DATABASE = 'postgres';

export interface PrivilegedSession {
  /** Default: the superuser's database. */
  readonly database?: string;
  readonly work: PrivilegedWork;
}

/** Calls `run` with a superuser session that no tenant can influence, and ends the session afterwards. */
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
  // If the server stops, the pending query fails; without a listener, the event would end the process.
  session.on('error', () => {});
  await session.connect();
  try {
    return await run(session);
  } finally {
    await session.end().catch(() => {});
  }
}
