import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { giveToServer } from './server-user.ts';

/** A Unix socket path may have about 100 bytes: too few for a folder somewhere below a data directory. */
const LONGEST_PARENT = 60;

/** A short private folder for the sockets of all branches; undefined on Windows, where loopback TCP is used. */
export async function makeSocketDir(platform: NodeJS.Platform = process.platform): Promise<string | undefined> {
  if (platform === 'win32') return undefined;
  const parent = Buffer.byteLength(tmpdir()) <= LONGEST_PARENT ? tmpdir() : '/tmp';
  const dir = await mkdtemp(join(parent, 'neon-pg-'));
  await giveToServer(dir);
  return dir;
}
