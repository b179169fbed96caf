/** Where the emulator listens if NEON_API_BASE_URL is not set: the default of the command. */
const DEFAULT_ORIGIN = 'http://127.0.0.1:8788';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Returns the address to use instead of one that the serverless driver builds for HTTP queries, `https://api.HOST/sql`
 * without the first label of the host. Only the connection string has the whole host. Addresses of other hosts, and
 * those that a program has set itself, are unchanged. (`fetchEndpoint` in the driver's source,
 * https://github.com/neondatabase/serverless.)
 */
export function redirectSql(url: string, connectionString: string | null | undefined, env: Variables): string {
  const isDefault = /^https:\/\/[^/]+\/sql$/.test(url);
  if (!isDefault || !connectionString || !URL.canParse(connectionString)) return url;
  const origin = originOf(env);
  return origin && isLocal(new URL(connectionString).hostname) ? `${origin}/sql` : url;
}

/** The same for WebSockets, `wss://HOST/v2`. (`wsProxy` in the driver's source.) */
export function redirectWebSocket(url: string, env: Variables): string {
  const [, host = ''] = /^wss:\/\/([^/:]+)(?::\d+)?\/v2$/.exec(url) ?? [];
  const origin = originOf(env);
  return origin && isLocal(host) ? `${origin.replace(/^http/, 'ws')}/v2?address=${host}` : url;
}

/** Returns the emulator's address; undefined if the program uses Neon itself. */
function originOf({ NEON_API_BASE_URL }: Variables): string | undefined {
  if (!NEON_API_BASE_URL) return DEFAULT_ORIGIN;
  if (!URL.canParse(NEON_API_BASE_URL)) return undefined;
  const { origin, hostname } = new URL(NEON_API_BASE_URL);
  return isLocal(hostname) ? origin : undefined;
}

function isLocal(hostname: string): boolean {
  return /^127(\.\d+){3}$|^\[::1\]$|^(.+\.)?localhost$/.test(hostname);
}
