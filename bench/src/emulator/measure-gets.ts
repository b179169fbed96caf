import { once } from 'node:events';
import { connect } from 'node:net';
import type { EmulatorProcess } from './emulator-process.ts';

const CONNECTIONS = 16;

/**
 * Measures responses to a GET per second. The client does little work, because it shares the machine with the emulator:
 * it sends one prepared text over each open connection, and only looks for the end of the response.
 */
export async function measureGets({ apiUrl, apiKey }: EmulatorProcess, path: string, forMs: number): Promise<number> {
  const { hostname, port, host, pathname } = new URL(`${apiUrl}${path}`);
  const text = `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${apiKey}\r\n\r\n`;
  let answers = 0;
  let isOver = false;

  async function work(): Promise<void> {
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    let rest = '';
    socket.on('data', (chunk: Buffer) => {
      rest += chunk.toString('latin1');
      const headEnd = rest.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(rest)?.[1]);
      if (!rest.startsWith('HTTP/1.1 200') || Number.isNaN(length)) throw new Error(`Unexpected response: ${rest}`);
      if (rest.length < headEnd + 4 + length) return;
      rest = '';
      answers += 1;
      if (isOver) socket.destroy();
      else socket.write(text);
    });
    socket.write(text);
    await closed;
  }

  const startedAt = performance.now();
  const workers = Array.from({ length: CONNECTIONS }, work);
  setTimeout(() => {
    isOver = true;
  }, forMs);
  await Promise.all(workers);
  return answers / ((performance.now() - startedAt) / 1000);
}
