import type { Socket } from 'node:net';

export const AUTHENTICATION = 'R';
const AUTHENTICATION_OK = 0;
const TYPE_AND_LENGTH_BYTES = 5;
/** Messages before a session begins are short. */
const LARGEST_BYTES = 1 << 16;

export interface Message {
  readonly type: string;
  readonly body: Buffer;
}

export function isAuthenticationOk({ type, body }: Message): boolean {
  return type === AUTHENTICATION && body.length >= 4 && body.readUInt32BE(0) === AUTHENTICATION_OK;
}

export function encodeMessage(type: string, body: Buffer): Buffer {
  const header = Buffer.alloc(TYPE_AND_LENGTH_BYTES);
  header.write(type, 'latin1');
  header.writeUInt32BE(4 + body.length, 1);
  return Buffer.concat([header, body]);
}

/**
 * Reads one message, and leaves the socket paused with the remaining bytes in its buffer.
 * Returns undefined if the other side disconnects, the message is too long, or the signal is aborted.
 */
export function readMessage(socket: Socket, signal?: AbortSignal): Promise<Message | undefined> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    const onGone = (): void => finish(undefined);

    function onData(chunk: Buffer): void {
      received = Buffer.concat([received, chunk]);
      if (received.length < TYPE_AND_LENGTH_BYTES) return;
      const end = 1 + received.readUInt32BE(1);
      const isMessage = end >= TYPE_AND_LENGTH_BYTES && end <= LARGEST_BYTES;
      if (isMessage && received.length < end) return;
      if (!isMessage) {
        finish(undefined);
        return;
      }
      const message = { type: received.toString('latin1', 0, 1), body: received.subarray(TYPE_AND_LENGTH_BYTES, end) };
      const rest = received.subarray(end);
      finish(message);
      if (rest.length > 0) socket.unshift(rest);
    }

    function finish(message: Message | undefined): void {
      socket.off('data', onData).off('end', onGone).off('close', onGone);
      signal?.removeEventListener('abort', onGone);
      socket.pause();
      resolve(message);
    }

    if (socket.destroyed || socket.readableEnded || signal?.aborted) return resolve(undefined);
    socket.on('end', onGone).on('close', onGone);
    signal?.addEventListener('abort', onGone);
    socket.on('data', onData).resume();
  });
}
