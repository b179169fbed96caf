import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** The address of a Unix socket has room for 104 bytes on macOS and 108 on Linux, with a zero at its end. */
const LONGEST_PATH_BYTES = 100;

/** A Unix socket that answers for as long as a process has it open. The kernel closes it, however the process ends. */
export interface LiveSocket {
  /** What a child process inherits to keep the socket answering; undefined where Node does not give it. */
  readonly descriptor: number | undefined;
  close(): Promise<void>;
}

/** `none`: there is no socket at the path, or it cannot be reached from here. */
export type SocketAnswer = 'answers' | 'refuses' | 'none';

/** Listens at a path that must be free. Never keeps the process alive. */
export async function listenAt(path: string): Promise<LiveSocket> {
  const server = createServer((client) => client.destroy());
  await withShortPath(path, async (shortPath) => {
    // Whoever may enter the folder may ask, also another user.
    server.listen({ path: shortPath, readableAll: true, writableAll: true });
    await once(server, 'listening');
  });
  server.unref();
  // An error of accepting, such as too many open files, leaves the socket open.
  server.on('error', () => {});
  return {
    descriptor: descriptorOf(server),
    async close() {
      const closed = once(server, 'close');
      server.close();
      await closed;
      await rm(path, { force: true });
    },
  };
}

/** Whether a process has the socket at this path open. Works across PID and network namespaces. */
export async function probeSocket(path: string): Promise<SocketAnswer> {
  try {
    await withShortPath(path, async (shortPath) => {
      const client = connect(shortPath);
      await once(client, 'connect');
      client.destroy();
    });
    return 'answers';
  } catch (error) {
    return answerOf(error instanceof Error && 'code' in error ? error.code : undefined);
  }
}

function answerOf(code: unknown): SocketAnswer {
  if (code === 'ECONNREFUSED') return 'refuses';
  // Its queue is full of clients that nobody has accepted: a stopped process still has it open.
  return code === 'EAGAIN' ? 'answers' : 'none';
}

/** Reaches a path that is too long for a socket's address through a symbolic link with a short name. */
async function withShortPath<Value>(path: string, use: (shortPath: string) => Promise<Value>): Promise<Value> {
  if (Buffer.byteLength(path) <= LONGEST_PATH_BYTES) return use(path);
  const linkDir = await mkdtemp(join(tmpdir(), 'neon-lock-'));
  try {
    await symlink(dirname(path), join(linkDir, 'd'));
    return await use(join(linkDir, 'd', basename(path)));
  } finally {
    await rm(linkDir, { recursive: true, force: true });
  }
}

/** Node passes file descriptors on to a child, but no listening sockets. */
function descriptorOf(server: Server): number | undefined {
  const { _handle: handle } = server as unknown as { readonly _handle?: { readonly fd?: number } };
  return handle?.fd !== undefined && handle.fd >= 0 ? handle.fd : undefined;
}
