import type { Emulator } from '../start-emulator.ts';

/** One line for programs. */
export function formatReadyJson({ apiUrl, apiKey, adminToken, referenceUrl, postgres }: Emulator, pid: number): string {
  return JSON.stringify({ apiUrl, apiKey, adminToken, referenceUrl, postgres, pid });
}

/** For people, with an example ready to paste. */
export function formatReadyText({ apiUrl, apiKey, referenceUrl, postgres }: Emulator): string {
  const database =
    postgres.kind === 'off' ? 'off (no database answers)' : `${postgres.host}:${postgres.port} (${postgres.kind})`;
  return [
    'The Neon emulator is ready.',
    '',
    `  API        ${apiUrl}`,
    `  API key    ${apiKey}`,
    `  Postgres   ${database}`,
    `  Reference  ${referenceUrl}`,
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
