import { expect, it } from 'vitest';
import { createBackendKeyReader } from './backend-key-reader.ts';

function message(type: string, body: Buffer): Buffer {
  const header = Buffer.from(`${type}\0\0\0\0`, 'latin1');
  header.writeUInt32BE(4 + body.length, 1);
  return Buffer.concat([header, body]);
}

const KEY = message('K', Buffer.from([0, 0, 0, 7, 1, 2, 3, 4]));
const READY = message('Z', Buffer.from('I'));

it('finds the key however the stream is cut, and is done at ReadyForQuery', () => {
  const stream = Buffer.concat([message('R', Buffer.alloc(4)), message('S', Buffer.from('a\0b\0')), KEY, READY]);
  for (let cut = 0; cut <= stream.length; cut += 1) {
    const keys: string[] = [];
    const reader = createBackendKeyReader((key) => keys.push(key));
    const isDone = reader.read(stream.subarray(0, cut)) || reader.read(stream.subarray(cut));
    expect({ cut, keys, isDone }).toEqual({ cut, keys: ['0000000701020304'], isDone: true });
  }
});

it('is done at an error, and keeps nothing of what is too large', () => {
  const reader = createBackendKeyReader(() => {});
  expect(reader.read(message('E', Buffer.alloc(4)))).toBe(true);
  expect(reader.read(Buffer.from('R\x7f\xff\xff\xff', 'latin1'))).toBe(true);
});
