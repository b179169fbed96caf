import { encodeMessage } from './messages.ts';

/** A client's first message. https://www.postgresql.org/docs/17/protocol-message-formats.html */
export type StartupPacket =
  | { readonly kind: 'encryption'; readonly method: 'tls' | 'gss' }
  | { readonly kind: 'cancel'; readonly key: string; readonly bytes: Buffer }
  | { readonly kind: 'startup'; readonly protocol: number; readonly params: ReadonlyMap<string, string> }
  | { readonly kind: 'malformed'; readonly reason: string };

export type ParsedStartup =
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'complete'; readonly packet: StartupPacket; readonly rest: Buffer };

/** Postgres' limit for a startup packet. */
const LARGEST_BYTES = 10_000;
const HEADER_BYTES = 8;
const PROTOCOL_3_0 = 3 << 16;
const CANCEL = 80_877_102;
const SSL = 80_877_103;
const GSS_ENCRYPTION = 80_877_104;

/** Parses one packet at the start of the received bytes. */
export function parseStartup(received: Buffer): ParsedStartup {
  if (received.length < 4) return { kind: 'incomplete' };
  const length = received.readUInt32BE(0);
  if (length < HEADER_BYTES || length > LARGEST_BYTES) {
    return complete({ kind: 'malformed', reason: 'invalid length of startup packet' }, Buffer.alloc(0));
  }
  if (received.length < length) return { kind: 'incomplete' };
  return complete(readPacket(received.subarray(0, length)), received.subarray(length));
}

export function encodeStartup(protocol: number, params: ReadonlyMap<string, string>): Buffer {
  const pairs = [...params].map(([name, value]) => `${name}\0${value}\0`).join('');
  const body = Buffer.from(`${pairs}\0`, 'utf8');
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(HEADER_BYTES + body.length, 0);
  header.writeUInt32BE(protocol, 4);
  return Buffer.concat([header, body]);
}

/** Encodes a server's answer to a client that wants more than protocol 3.0; undefined if it does not. */
export function encodeNegotiation(protocol: number, params: ReadonlyMap<string, string>): Buffer | undefined {
  const extensions = [...params.keys()].filter((name) => name.startsWith('_pq_.'));
  if (protocol === PROTOCOL_3_0 && extensions.length === 0) return undefined;
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(PROTOCOL_3_0, 0);
  numbers.writeUInt32BE(extensions.length, 4);
  return encodeMessage('v', Buffer.concat([numbers, Buffer.from(extensions.map((name) => `${name}\0`).join(''))]));
}

/** Encodes a cancel request for the session with this process id and secret. */
export function encodeCancel(key: Buffer): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(HEADER_BYTES + key.length, 0);
  header.writeUInt32BE(CANCEL, 4);
  return Buffer.concat([header, key]);
}

function complete(packet: StartupPacket, rest: Buffer): ParsedStartup {
  return { kind: 'complete', packet, rest };
}

function readPacket(bytes: Buffer): StartupPacket {
  const code = bytes.readUInt32BE(4);
  const body = bytes.subarray(HEADER_BYTES);
  if (code === SSL) return { kind: 'encryption', method: 'tls' };
  if (code === GSS_ENCRYPTION) return { kind: 'encryption', method: 'gss' };
  if (code === CANCEL) return { kind: 'cancel', key: cancelKeyOf(body), bytes };
  if (code >>> 16 !== 3) return { kind: 'malformed', reason: `unsupported frontend protocol ${code >>> 16}` };
  const params = readParams(body);
  return params
    ? { kind: 'startup', protocol: code, params }
    : { kind: 'malformed', reason: 'invalid startup packet layout' };
}

/** Encodes a backend's process id and secret as one string; the secret's length depends on the protocol version. */
export function cancelKeyOf(pidAndSecret: Buffer): string {
  return pidAndSecret.toString('hex');
}

function readParams(body: Buffer): Map<string, string> | undefined {
  const parts = body.toString('utf8').split('\0');
  // Name and value pairs, then an empty name, then nothing after its zero byte.
  if (parts.length < 2 || parts.length % 2 !== 0 || parts.at(-1) !== '' || parts.at(-2) !== '') return undefined;
  const params = new Map<string, string>();
  for (let index = 0; index < parts.length - 2; index += 2) {
    const name = parts[index];
    if (!name) return undefined;
    params.set(name, parts[index + 1] ?? '');
  }
  return params;
}
