import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertReachableByServer, giveToServer } from './server-user.ts';

/** A Unix socket path may have about 100 bytes: too few for a folder somewhere below a data directory. */
const LONGEST_PARENT_BYTES = 60;
/**
 * What splits or quotes the lists of folders and hosts that Postgres and libpq read, and a line break, which splits
 * their pid files. libpq has no way to quote a comma.
 */
const LIST_SYNTAX = /[,"\n]|^\s|\s$/;

const FALLBACK = '/tmp';

/** Where the folder of the sockets goes: to the folder for temporary files, unless no socket could be reached there. */
export function chooseSocketParent(temporaryDir: string): string {
  const isUsable = Buffer.byteLength(temporaryDir) <= LONGEST_PARENT_BYTES && !LIST_SYNTAX.test(temporaryDir);
  return isUsable ? temporaryDir : FALLBACK;
}

/** A short private folder for the sockets of all branches; undefined on Windows, where loopback TCP is used. */
export async function makeSocketDir(platform: NodeJS.Platform = process.platform): Promise<string | undefined> {
  if (platform === 'win32') return undefined;
  const chosen = chooseSocketParent(tmpdir());
  // As root: a folder for temporary files of root's own is closed to the user who runs Postgres.
  const parent = await assertReachableByServer(chosen).then(
    () => chosen,
    () => FALLBACK,
  );
  const dir = await mkdtemp(join(parent, 'neon-pg-'));
  await giveToServer(dir);
  return dir;
}
