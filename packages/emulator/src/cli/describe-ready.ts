import type { Emulator, PostgresAddress } from '../start-emulator.ts';

/** One line for programs. */
export function formatReadyJson({ apiUrl, apiKey, adminToken, referenceUrl, postgres }: Emulator, pid: number): string {
  return JSON.stringify({ apiUrl, apiKey, adminToken, referenceUrl, postgres, pid });
}

/** For people, with an example ready to paste. */
export function formatReadyText({ apiUrl, apiKey, referenceUrl, postgres }: Emulator): string {
  return [
    'The Neon emulator is ready.',
    '',
    `  API        ${apiUrl}`,
    `  API key    ${apiKey}`,
    `  Reference  ${referenceUrl}`,
    ...describePostgres(postgres),
    '',
    'Create a project:',
    '',
    `  curl ${apiUrl}/projects \\`,
    `    -H 'Authorization: Bearer ${apiKey.replaceAll("'", "'\\''")}' \\`,
    `    -H 'Content-Type: application/json' \\`,
    `    -d '{"project":{"name":"demo"}}'`,
    '',
    'Ctrl+C stops it.',
  ].join('\n');
}

function describePostgres(postgres: PostgresAddress): string[] {
  if (postgres.kind === 'off') return ['  Postgres   off (no database answers)'];
  const { host, port, kind, caFile } = postgres;
  return [
    `  Postgres   ${host}:${port} (${kind}); --hosts tells how else an endpoint is reached`,
    ...(caFile === undefined
      ? []
      : [
          `  TLS        trust ${caFile}`,
          '             psql: sslmode=verify-full sslrootcert=FILE; Node.js: NODE_EXTRA_CA_CERTS=FILE',
        ]),
  ];
}
