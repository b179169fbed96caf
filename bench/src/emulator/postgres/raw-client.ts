import { once } from 'node:events';
import { connect } from 'node:net';
import { createScramClient } from './scram-client.ts';

const READY = 0x5a;
const ERROR = 0x45;
const AUTHENTICATION = 0x52;
const CLEARTEXT = 3;
const SASL = 10;
const SASL_CONTINUE = 11;
const HEADER_BYTES = 5;

/** A connection that does little work per response, so that the load generator is cheaper than the server. */
export interface RawClient {
  /** Sends one statement and waits until the server is ready for the next. */
  query(sql: string): Promise<void>;
  end(): Promise<void>;
}

/** Logs in. The emulator's port asks for a password and the endpoint, its servers that themselves listen for SCRAM. */
export async function connectRaw(uri: string): Promise<RawClient> {
  const { hostname, port, username, password, pathname, searchParams } = new URL(uri);
  const endpoint = searchParams.get('options');
  const scram = createScramClient(decodeURIComponent(password));
  let answered: { resolve: () => void; reject: (error: Error) => void } | undefined;
  let rest = Buffer.alloc(0);
  let failure: string | undefined;

  function onMessage(type: number, body: Buffer): void {
    if (type === ERROR) failure = body.toString('utf8').replaceAll('\0', ' ');
    if (type === AUTHENTICATION) authenticate(body.readUInt32BE(0), body.subarray(4).toString('latin1'));
    if (type !== READY) return;
    if (failure === undefined) answered?.resolve();
    else answered?.reject(new Error(failure));
    failure = undefined;
  }

  function authenticate(method: number, challenge: string): void {
    if (method === CLEARTEXT) socket.write(message('p', `${endpoint};${decodeURIComponent(password)}\0`));
    if (method === SASL) {
      const length = String.fromCharCode(0, 0, 0, scram.first.length);
      socket.write(message('p', `SCRAM-SHA-256\0${length}${scram.first}`));
    }
    if (method === SASL_CONTINUE) socket.write(message('p', scram.answer(challenge)));
  }

  const buffer = Buffer.allocUnsafe(1 << 16);
  const socket = connect({
    host: hostname,
    port: Number(port),
    noDelay: true,
    onread: {
      buffer,
      callback(length) {
        const chunk = buffer.subarray(0, length);
        let received = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
        while (received.length >= HEADER_BYTES) {
          const end = 1 + received.readUInt32BE(1);
          if (received.length < end) break;
          onMessage(received[0] ?? 0, received.subarray(HEADER_BYTES, end));
          received = received.subarray(end);
        }
        rest = received.length === 0 ? rest.subarray(0, 0) : Buffer.from(received);
        return true;
      },
    },
  });

  const exchange = (bytes: Buffer): Promise<void> =>
    new Promise((resolve, reject) => {
      answered = { resolve, reject };
      socket.write(bytes);
    });

  socket.on('close', () => answered?.reject(new Error(failure ?? 'the connection was closed')));
  await once(socket, 'connect');
  const login = `user\0${decodeURIComponent(username)}\0database\0${pathname.slice(1)}\0\0`;
  await exchange(message('', `\0\x03\0\0${login}`));
  return {
    query: (sql) => exchange(message('Q', `${sql}\0`)),
    async end() {
      answered = undefined;
      socket.end(message('X', ''));
      if (!socket.destroyed) await once(socket, 'close');
    },
  };
}

function message(type: string, text: string): Buffer {
  const body = Buffer.from(text, 'utf8');
  const header = Buffer.alloc(type.length + 4);
  header.write(type, 'latin1');
  header.writeUInt32BE(4 + body.length, type.length);
  return Buffer.concat([header, body]);
}
