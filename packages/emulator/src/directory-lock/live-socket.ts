import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** The path of a Unix socket has at most 104 bytes on macOS and 108 on Linux, including a terminating zero. */
const LONGEST_PATH_BYTES = 100;

/** A Unix socket that answers as long as a process has it open. The kernel closes it however the process ends. */
export interface LiveSocket {
  /** Keeps the socket answering if a child process inherits it; undefined if Node does not expose it. */
  readonly descriptor: number | undefined;
  close(): Promise<void>;
}

/** `none`: there is no socket at the path, or it is not reachable from here. */
export type SocketAnswer = 'answers' | 'refuses' | 'none';

/** Listens at a free path, without keeping the process alive. */
export async function listenAt(path: string): Promise<LiveSocket> {
  const server = createServer((client) => client.destroy());
  await withShortPath(path, async (shortPath) => {
    // Any user with access to the folder can probe the socket.
    server.listen({ path: shortPath, readableAll: true, writableAll: true });
    await once(server, 'listening');
  });
  server.unref();
  // An accept error, such as too many open files, leaves the socket open.
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

/** Checks whether a process has the socket at this path open. Works across PID and network namespaces. */
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
  // The queue is full, so a process that does not accept, perhaps stopped, still has the socket open.
  return code === 'EAGAIN' ? 'answers' : 'none';
}

/** Uses a short symbolic link to reach a path that is too long for a socket address. */
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

/** Returns the socket's file descriptor. Node passes descriptors to a child, but not listening sockets. */
function descriptorOf(server: Server): number | undefined {
  const { _handle: handle } = server as unknown as { readonly _handle?: { readonly fd?: number } };
  return handle?.fd !== undefined && handle.fd >= 0 ? handle.fd : undefined;
}
