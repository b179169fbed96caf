import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LiveSocket, listenAt, probeSocket } from '../../directory-lock/index.ts';

const POLL_MS = 20;
/** How long servers that are being stopped may take to end. */
const GONE_WITHIN_MS = 5000;

/**
 * Opens the socket that every server inherits. What an earlier emulator opened answers for as long as one of its servers
 * runs, also in a container whose processes cannot be seen from here. Undefined where the file system has no sockets.
 *
 * @throws Error when a server of an earlier emulator still runs.
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
        `A Postgres server of an earlier emulator still uses ${rootDir}, and cannot be seen from here: ` +
          'it runs in another container. Stop that container, or choose another data directory.',
      );
    }
    await sleep(POLL_MS);
  }
  await rm(path, { force: true });
  return listenAt(path).catch(() => undefined);
}
