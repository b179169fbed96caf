import { describe, expect, test } from 'vitest';
import { encodeStartup, parseStartup } from './startup-packet.ts';

const PROTOCOL_3 = 3 << 16;
const NONE = Buffer.alloc(0);

function words(...values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) buffer.writeUInt32BE(value, index * 4);
  return buffer;
}

function packetOf(received: Buffer): unknown {
  const parsed = parseStartup(received);
  return parsed.kind === 'complete' ? parsed.packet : parsed.kind;
}

describe('parseStartup', () => {
  test('parses what encodeStartup wrote, and returns the rest', () => {
    const params = new Map([
      ['user', 'grüße'],
      ['options', ''],
    ]);
    const bytes = encodeStartup(PROTOCOL_3, params);
    expect(parseStartup(Buffer.concat([bytes, Buffer.from('rest')]))).toEqual({
      kind: 'complete',
      packet: { kind: 'startup', protocol: PROTOCOL_3, params },
      rest: Buffer.from('rest'),
    });
  });

  test('waits for the whole packet', () => {
    const bytes = encodeStartup(PROTOCOL_3, new Map([['user', 'x']]));
    for (let length = 0; length < bytes.length; length += 1) {
      expect(parseStartup(bytes.subarray(0, length))).toEqual({ kind: 'incomplete' });
    }
  });

  test('recognizes encryption and cancel requests', () => {
    expect(packetOf(words(8, 80_877_103))).toEqual({ kind: 'encryption', method: 'tls' });
    expect(packetOf(words(8, 80_877_104))).toEqual({ kind: 'encryption', method: 'gss' });
    const cancel = words(16, 80_877_102, 7, 9);
    expect(packetOf(cancel)).toEqual({ kind: 'cancel', key: '0000000700000009', bytes: cancel });
  });

  test.each([
    ['another protocol', Buffer.from('GET / HTTP/1.1\r\n'), 'invalid length of startup packet'],
    ['a length below the header', words(7, PROTOCOL_3), 'invalid length of startup packet'],
    ['more than 10 000 bytes', words(10_001, PROTOCOL_3), 'invalid length of startup packet'],
    ['protocol 2', words(8, 2 << 16), 'unsupported frontend protocol 2'],
    ['no final zero', Buffer.concat([words(12, PROTOCOL_3), Buffer.from('user')]), 'invalid startup packet layout'],
    [
      'a name without value',
      Buffer.concat([words(14, PROTOCOL_3), Buffer.from('user\0\0')]),
      'invalid startup packet layout',
    ],
    ['no body', Buffer.concat([words(8, PROTOCOL_3), NONE]), 'invalid startup packet layout'],
  ])('refuses %s', (_, bytes, reason) => {
    expect(packetOf(bytes)).toEqual({ kind: 'malformed', reason });
  });
});
