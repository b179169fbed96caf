import { dirname, resolve } from 'node:path';
import { redactUris } from '@neon-api/ground';
import { databaseVariables, type LocalDatabase } from '../local-database/index.ts';
import { accessFileOf, type Emulator, type EmulatorOptions, type PostgresAddress } from '../start/index.ts';

/** What the command has started. */
export interface Started {
  readonly emulator: Emulator;
  readonly options: EmulatorOptions;
  /** Undefined without a project. */
  readonly database?: LocalDatabase | undefined;
  /** The file that contains the variables of the database. */
  readonly envFile?: string | undefined;
}

/** Returns the line that `--json` prints. */
export function formatReadyJson({ emulator, database }: Started, pid: number): string {
  const { apiUrl, apiKey, orgId, adminToken, consoleUrl, referenceUrl, httpsPort, postgres } = emulator;
  const urls = { apiUrl, consoleUrl, referenceUrl };
  return JSON.stringify({ ...urls, apiKey, orgId, adminToken, httpsPort, postgres, database, pid });
}

/** Returns the text for people. */
export function formatReadyText(started: Started): string {
  const { apiUrl, apiKey, consoleUrl, postgres } = started.emulator;
  const rows: [string, string][] = [
    ['Console', consoleUrl],
    ['API', apiUrl],
    ['API key', apiKey],
    ...describeDatabase(started),
    ['Admin token', describeAdminToken(started.options)],
    ['Running', describePostgres(postgres, started.options)],
    ['Stop', 'Ctrl+C'],
  ];
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.map(([name, value]) => `${name.padEnd(width)}${value}`).join('\n');
}

function describeDatabase({ emulator, database, envFile }: Started): [string, string][] {
  if (database) {
    const place = envFile === undefined ? 'masked; --write-env FILE stores it' : `in ${envFile}`;
    return Object.entries(databaseVariables(database)).map(([name, uri]) => [name, `${redactUris(uri)} (${place})`]);
  }
  const isOff = emulator.postgres.kind === 'off';
  return [['DATABASE_URL', isOff ? 'none, without Postgres' : 'none; --project NAME creates a project']];
}

function describeAdminToken({ adminToken, dataDir }: EmulatorOptions): string {
  if (adminToken !== undefined) return 'the one from --admin-token';
  return dataDir === undefined ? 'in the address of the console' : `in ${accessFileOf(resolve(dataDir))}`;
}

function describePostgres(postgres: PostgresAddress, { dataDir }: EmulatorOptions): string {
  if (postgres.kind === 'off') return dataDir === undefined ? 'no Postgres' : `no Postgres, in ${resolve(dataDir)}`;
  const { kind, versions, caFile } = postgres;
  const folder = dataDir === undefined ? caFile && dirname(caFile) : resolve(dataDir);
  return `Postgres ${versions.join(', ')} (${kind})${folder === undefined ? '' : ` in ${folder}`}`;
}
