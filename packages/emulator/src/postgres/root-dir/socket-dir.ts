import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertReachableByServer, giveToServer } from './server-user.ts';

/** Leaves room in a Unix socket path, which is limited to about 100 bytes. */
const LONGEST_PARENT_BYTES = 60;
/**
 * Characters that split or quote lists of folders and hosts in Postgres and libpq, and the line break, which splits pid
 * files. libpq cannot quote a comma.
 */
const LIST_SYNTAX = /[,"\n]|^\s|\s$/;

const FALLBACK = '/tmp';

/** Chooses the parent of the socket folder: the folder for temporary files, unless its path is unusable for sockets. */
export function chooseSocketParent(temporaryDir: string): string {
  const isUsable = Buffer.byteLength(temporaryDir) <= LONGEST_PARENT_BYTES && !LIST_SYNTAX.test(temporaryDir);
  return isUsable ? temporaryDir : FALLBACK;
}

/** Creates a private folder with a short path for all sockets; undefined on Windows, which uses loopback TCP. */
export async function makeSocketDir(platform: NodeJS.Platform = process.platform): Promise<string | undefined> {
  if (platform === 'win32') return undefined;
  const chosen = chooseSocketParent(tmpdir());
  // A private temporary folder of root is closed to the user who runs Postgres.
  const parent = await assertReachableByServer(chosen).then(
    () => chosen,
    () => FALLBACK,
  );
  const dir = await mkdtemp(join(parent, 'neon-pg-'));
  await giveToServer(dir);
  return dir;
}
