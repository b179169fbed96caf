import { join } from 'node:path';

/** Where things are below the root folder of a data plane. */
export interface RootLayout {
  readonly rootDir: string;
  readonly branchesDir: string;
  readonly templatesDir: string;
  /** What branches' histories begin with, where that is no template. */
  readonly basesDir: string;
  readonly sparesDir: string;
  readonly lockFile: string;
  /** Answers while a server of the root runs, or its emulator. */
  readonly serversSocket: string;
  readonly passwordFile: string;
  /** The certificate authority of the port. */
  readonly caFile: string;
  readonly caKeyFile: string;
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
  };
}

/** Ends the name of a branch folder that is still being made; such a folder is left over after a crash. */
export const PARTIAL_SUFFIX = '.partial';

export function dataDirOf(branchDir: string): string {
  return join(branchDir, 'data');
}

export function logFileOf(branchDir: string): string {
  return join(branchDir, 'postgres.log');
}
