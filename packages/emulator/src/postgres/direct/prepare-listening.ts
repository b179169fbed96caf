import { join } from 'node:path';
import { ADMIN_ROLE } from '../admin/index.ts';
import type { DirectListening } from '../cluster/index.ts';
import { makeGuardedDir, writeServerFile } from '../root-dir/index.ts';
import type { Authority } from '../tls/index.ts';

const HOST = '127.0.0.1';

interface ListeningOptions {
  /** Folder for the files that the servers read. */
  readonly dir: string;
  /** Folder of the sockets of the emulator's own sessions; undefined if these use TCP too. */
  readonly socketDir: string | undefined;
  readonly authority: Pick<Authority, 'issueFallback'>;
}

/** Writes the files with which Postgres itself accepts clients: SCRAM from this machine only, optionally over TLS. */
export async function prepareListening(options: ListeningOptions): Promise<DirectListening> {
  const { dir, socketDir, authority } = options;
  await makeGuardedDir(dir);
  const files = { hba: join(dir, 'pg_hba.conf'), cert: join(dir, 'server.crt'), key: join(dir, 'server.key') };
  const { cert, key } = authority.issueFallback();
  writeServerFile(files.hba, hostRules(socketDir !== undefined).join(''));
  writeServerFile(files.cert, cert);
  writeServerFile(files.key, key);
  return {
    addressAt: (port) => ({ host: socketDir ?? HOST, port }),
    settings: {
      hba_file: files.hba,
      ssl: 'on',
      ssl_cert_file: files.cert,
      ssl_key_file: files.key,
      ssl_min_protocol_version: 'TLSv1.2',
      // As at the emulator's port.
      authentication_timeout: '10s',
    },
  };
}

/** `keepsAdminOut`: the emulator's own sessions use sockets, so nobody may log in as the superuser over TCP. */
function hostRules(keepsAdminOut: boolean): string[] {
  return [
    'local all,replication all scram-sha-256\n',
    ...(keepsAdminOut ? [`host all,replication ${ADMIN_ROLE} all reject\n`] : []),
    `host all,replication all ${HOST}/32 scram-sha-256\n`,
  ];
}
