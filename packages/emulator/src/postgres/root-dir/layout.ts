import { join } from 'node:path';

/** The paths below the root folder of a data plane. */
export interface RootLayout {
  readonly rootDir: string;
  readonly branchesDir: string;
  readonly templatesDir: string;
  /** The base folders of branch histories, except templates. */
  readonly basesDir: string;
  readonly sparesDir: string;
  readonly lockFile: string;
  /** A socket that answers while the emulator or one of its servers runs. */
  readonly serversSocket: string;
  readonly passwordFile: string;
  /** The certificate authority of the port. */
  readonly caFile: string;
  readonly caKeyFile: string;
  /** Files with which servers themselves listen for clients. */
  readonly directDir: string;
  /** The ports of endpoints whose servers themselves listen. */
  readonly portsFile: string;
}

export function layoutOf(rootDir: string): RootLayout {
  return {
    rootDir,
    branchesDir: join(rootDir, 'branches'),
    templatesDir: join(rootDir, 'templates'),
    basesDir: join(rootDir, 'bases'),
    sparesDir: join(rootDir, 'spares'),
    lockFile: join(rootDir, 'postgres.lock'),
    serversSocket: join(rootDir, 'servers.socket'),
    passwordFile: join(rootDir, 'cloud-admin-password'),
    caFile: join(rootDir, 'ca.crt'),
    caKeyFile: join(rootDir, 'ca.key'),
    directDir: join(rootDir, 'direct'),
    portsFile: join(rootDir, 'endpoint-ports.json'),
  };
}

/** Suffix of a folder that is still being created; the next start removes such folders. */
export const PARTIAL_SUFFIX = '.partial';

export function dataDirOf(branchDir: string): string {
  return join(branchDir, 'data');
}

export function logFileOf(branchDir: string): string {
  return join(branchDir, 'postgres.log');
}
