import { expect, test } from 'vitest';
import { createLoginReader, outcomeOf } from './login-reader.ts';

function message(type: string, body: Buffer): Buffer {
  const header = Buffer.from(`${type}\0\0\0\0`, 'latin1');
  header.writeUInt32BE(4 + body.length, 1);
  return Buffer.concat([header, body]);
}

const OK = message('R', Buffer.alloc(4));
const CHALLENGE = message('R', Buffer.from('\0\0\0\u000bchallenge', 'latin1'));
const KEY = message('K', Buffer.from([0, 0, 0, 7, 1, 2, 3, 4]));
const READY = message('Z', Buffer.from('I'));
const error = (sqlstate: string): Buffer => Buffer.from(`SFATAL\0VFATAL\0C${sqlstate}\0MC is the code\0\0`);

function readAll(...chunks: Buffer[]): { readonly seen: string[]; readonly isDone: boolean } {
  const seen: string[] = [];
  const reader = createLoginReader({ onKey: (key) => seen.push(key), onJudged: (outcome) => seen.push(outcome) });
  return { isDone: chunks.map((chunk) => reader.read(chunk)).includes(true), seen };
}

test('finds the outcome and the key in chunks of any size, and is done at ReadyForQuery', () => {
  const stream = Buffer.concat([CHALLENGE, OK, message('S', Buffer.from('a\0b\0')), KEY, READY]);
  for (let cut = 0; cut <= stream.length; cut += 1) {
    const read = readAll(stream.subarray(0, cut), stream.subarray(cut));
    expect({ cut, ...read }).toEqual({ cut, seen: ['right', '0000000701020304'], isDone: true });
  }
});

test('is done at an error, and reads from its code whether the password was wrong', () => {
  expect(readAll(CHALLENGE, message('E', error('28P01')))).toEqual({ seen: ['wrong'], isDone: true });
  expect(readAll(message('E', error('53300')))).toEqual({ seen: ['unknown'], isDone: true });
});

test('does not buffer a message that is too large', () => {
  expect(readAll(Buffer.from('R\x7f\xff\xff\xff', 'latin1'))).toEqual({ seen: [], isDone: true });
});

test.each([
  ['28P01', 'wrong'],
  ['28000', 'wrong'],
  ['3D000', 'unknown'],
  ['53300', 'unknown'],
])('an error with code %s means that the password was %s', (sqlstate, outcome) => {
  expect(outcomeOf({ type: 'E', body: error(sqlstate) })).toBe(outcome);
});
