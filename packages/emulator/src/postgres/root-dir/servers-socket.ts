import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LiveSocket, listenAt, probeSocket } from '../../directory-lock/index.ts';

const POLL_MS = 20;
/** How long stopping servers may take to end. */
const GONE_WITHIN_MS = 5000;

/**
 * Opens the socket that every server inherits. The socket of an earlier emulator answers while one of its servers runs,
 * even in another container, whose processes are not visible here. Undefined if the file system does not support
 * sockets.
 *
 * @throws Error if a server of an earlier emulator still runs
 */
export async function openServersSocket(
  rootDir: string,
  path: string,
  goneWithinMs: number = GONE_WITHIN_MS,
): Promise<LiveSocket | undefined> {
  const deadline = Date.now() + goneWithinMs;
  while ((await probeSocket(path)) === 'answers') {
    if (Date.now() > deadline) {
      throw new Error(
        `A Postgres server of an earlier emulator still uses ${rootDir}, but is not visible here, ` +
          'because it runs in another container. Stop that container, or choose another data directory.',
      );
    }
    await sleep(POLL_MS);
  }
  await rm(path, { force: true });
  return listenAt(path).catch(() => undefined);
}
