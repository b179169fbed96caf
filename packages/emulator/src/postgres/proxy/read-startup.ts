import type { Socket } from 'node:net';
import { parseStartup, type StartupPacket } from './startup-packet.ts';

const NO_ENCRYPTION = 'N';

export interface ReadStartup {
  readonly packet: Exclude<StartupPacket, { kind: 'encryption' }>;
  /** What the client sent after it. */
  readonly rest: Buffer;
}

/**
 * Reads a client's first packet, after saying no to encryption as often as it is asked for, and leaves the socket
 * paused. Undefined when the client went away, or took longer than `timeoutMs`.
 */
export function readStartup(client: Socket, timeoutMs: number): Promise<ReadStartup | 'timeout' | undefined> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    const timer = setTimeout(() => finish('timeout'), timeoutMs);
    const onGone = (): void => finish(undefined);

    function onData(chunk: Buffer): void {
      received = Buffer.concat([received, chunk]);
      for (;;) {
        const parsed = parseStartup(received);
        if (parsed.kind === 'incomplete') return;
        received = Buffer.from(parsed.rest);
        if (parsed.packet.kind !== 'encryption') {
          finish({ packet: parsed.packet, rest: received });
          return;
        }
        client.write(NO_ENCRYPTION);
      }
    }

    function finish(result: ReadStartup | 'timeout' | undefined): void {
      clearTimeout(timer);
      client.off('data', onData).off('end', onGone).off('close', onGone);
      client.pause();
      resolve(result);
    }

    client.on('data', onData).on('end', onGone).on('close', onGone);
  });
}
