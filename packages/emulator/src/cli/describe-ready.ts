import type { Emulator, PostgresAddress } from '../start/index.ts';

/** Returns the line that `--json` prints. */
export function formatReadyJson(
  { apiUrl, apiKey, orgId, adminToken, referenceUrl, httpsPort, postgres }: Emulator,
  pid: number,
): string {
  return JSON.stringify({ apiUrl, apiKey, orgId, adminToken, referenceUrl, httpsPort, postgres, pid });
}

/** Returns the text for people, with an example to paste. */
export function formatReadyText({ apiUrl, apiKey, orgId, referenceUrl, httpsPort, postgres }: Emulator): string {
  return [
    'The Neon emulator is ready.',
    '',
    `  API        ${apiUrl}`,
    `  API key    ${apiKey}`,
    `  Reference  ${referenceUrl}`,
    ...(httpsPort === undefined
      ? []
      : [`  HTTPS      https://127.0.0.1:${httpsPort}, and names under .neon.localhost`]),
    ...describePostgres(postgres),
    '',
    'Point clients, helpers and neon-helpers at it:',
    '',
    `  export NEON_API_BASE_URL=${apiUrl}`,
    `  export NEON_API_KEY=${quote(apiKey)}`,
    `  export NEON_ORG_ID=${orgId}`,
    '',
    'Create a project:',
    '',
    `  curl ${apiUrl}/projects \\`,
    `    -H ${quote(`Authorization: Bearer ${apiKey}`)} \\`,
    `    -H 'Content-Type: application/json' \\`,
    `    -d '{"project":{"name":"demo","org_id":"${orgId}"}}'`,
    '',
    'Press Ctrl+C to stop.',
  ].join('\n');
}

/** Quotes a word for a shell: a key from --api-key may contain any printable character. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function describePostgres(postgres: PostgresAddress): string[] {
  if (postgres.kind === 'off') return ['  Postgres   off (connection URIs do not work)'];
  const { host, port, kind, caFile } = postgres;
  return [
    `  Postgres   ${host}:${port} (${kind}); --hosts lists other ways to reach an endpoint`,
    ...(caFile === undefined
      ? []
      : [
          `  TLS        trust ${caFile}`,
          '             psql: sslmode=verify-full sslrootcert=FILE; Node.js: NODE_EXTRA_CA_CERTS=FILE',
        ]),
  ];
}
