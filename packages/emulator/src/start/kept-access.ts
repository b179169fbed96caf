import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '@neon-api/ground';
import { EmulatorStartError } from '../errors/index.ts';
import { errorCode, isPortFree, type Random, replaceFileSync, systemRandom } from '../support/index.ts';
import type { ResolvedOptions } from './emulator-options.ts';

/** How clients reach an emulator. In a data directory it is the same at each start. */
export interface Access {
  readonly apiKey: string;
  readonly adminToken: string;
  /** 0: any free port. */
  readonly postgresPort: number;
}

interface StoredAccess {
  readonly apiKey?: string;
  readonly adminToken?: string;
  readonly postgresPort?: number;
}

/** Returns the file of a data directory with the generated key and token, and the last Postgres port. */
export function accessFileOf(dataDir: string): string {
  return join(dataDir, 'access.json');
}

/**
 * Returns the options, with the key, the token and the port of the last start for those that are not set. Stores them
 * for the next start, except a key or token that the user has set.
 *
 * @throws EmulatorStartError if the file is damaged, or another program uses the port.
 */
export async function keepAccess(dataDir: string, options: ResolvedOptions): Promise<ResolvedOptions> {
  const file = accessFileOf(dataDir);
  const stored = readStored(file);
  const { apiKey, adminToken, generated } = options;
  const usesPort = options.postgres !== 'off' && options.dataPlane === undefined;
  const postgresPort = options.postgresPort || (usesPort ? await choosePort(stored.postgresPort) : 0);
  const kept: StoredAccess = {
    ...stored,
    ...(generated.includes('apiKey') ? { apiKey: stored.apiKey ?? apiKey } : {}),
    ...(generated.includes('adminToken') ? { adminToken: stored.adminToken ?? adminToken } : {}),
    ...(postgresPort === 0 ? {} : { postgresPort }),
  };
  if (JSON.stringify(kept) !== JSON.stringify(stored)) replaceFileSync(file, `${JSON.stringify(kept)}\n`);
  return {
    ...options,
    apiKey: generated.includes('apiKey') ? (kept.apiKey ?? apiKey) : apiKey,
    adminToken: generated.includes('adminToken') ? (kept.adminToken ?? adminToken) : adminToken,
    postgresPort,
  };
}

/** Below the ports that Linux, macOS and Windows give to outgoing connections, which would block the next start. */
const LOWEST_PORT = 20_000;
const HIGHEST_PORT = 29_999;
const ATTEMPTS = 20;

/** Returns a port between the lowest and the highest that is free; 0 if none was found. */
export async function findQuietPort(
  random: Random = systemRandom,
  isFree: (port: number) => Promise<boolean> = isPortFree,
): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = LOWEST_PORT + Math.floor(random() * (HIGHEST_PORT - LOWEST_PORT + 1));
    if (await isFree(port)) return port;
  }
  return 0;
}

/** Connection URIs that clients have stored contain the port, so another one is not chosen silently. */
async function choosePort(stored: number | undefined): Promise<number> {
  if (stored === undefined) return findQuietPort();
  if (await isPortFree(stored)) return stored;
  throw new EmulatorStartError(
    `Port ${stored}, which this data directory uses for Postgres, is in use. ` +
      'Stop the program that listens there, or set another Postgres port: it is used from then on.',
  );
}

function readStored(file: string): StoredAccess {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return {};
    throw new EmulatorStartError(`Cannot read ${file}: ${messageOf(error)}. Change its permissions, or remove it.`);
  }
  const stored = parse(text);
  if (stored) return stored;
  throw new EmulatorStartError(`${file} is damaged. Remove it: the emulator then chooses a new key, token and port.`);
}

function parse(text: string): StoredAccess | undefined {
  try {
    const { apiKey, adminToken, postgresPort } = JSON.parse(text) as StoredAccess;
    const isWhole =
      isText(apiKey) && isText(adminToken) && (postgresPort === undefined || Number.isInteger(postgresPort));
    return isWhole ? (JSON.parse(text) as StoredAccess) : undefined;
  } catch {
    return undefined;
  }
}

function isText(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && value !== '');
}
