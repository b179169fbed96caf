import { propertyRuns } from '@neon-api/ground/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeMessage } from '../proxy/index.ts';
import { createFrameReader, type Treatment } from './frame-reader.ts';

const TREATMENTS: Readonly<Record<string, Treatment>> = { a: 'pass', b: 'whole', c: 'drop' };

const message = fc.record({ type: fc.constantFrom('a', 'b', 'c'), body: fc.uint8Array({ maxLength: 40 }) });

/** Splits bytes at the given places. */
function split(bytes: Buffer, places: readonly number[]): Buffer[] {
  const cuts = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length].sort(
    (one, other) => one - other,
  );
  return cuts.slice(1).map((cut, index) => bytes.subarray(cuts[index], cut));
}

function createReader(): ReturnType<typeof createFrameReader> {
  return createFrameReader({
    treat: (type) => TREATMENTS[String.fromCharCode(type)] ?? 'stop',
    replace: (_, whole) => (whole.length % 2 === 0 ? whole : encodeMessage('R', whole.subarray(5))),
  });
}

describe('createFrameReader', () => {
  test('gives the same messages however the bytes arrive', () => {
    fc.assert(
      fc.property(fc.array(message), fc.array(fc.nat()), (messages, places) => {
        const encoded = messages.map(({ type, body }) => ({ type, bytes: encodeMessage(type, Buffer.from(body)) }));
        const expected = encoded.flatMap(({ type, bytes }) => {
          if (type === 'c') return [];
          return type === 'b' && bytes.length % 2 === 1 ? [encodeMessage('R', bytes.subarray(5))] : [bytes];
        });
        const reader = createReader();
        const out: Buffer[] = [];
        const input = Buffer.concat(encoded.map(({ bytes }) => bytes));
        for (const chunk of split(input, places)) expect(reader.read(chunk, out)).toBeUndefined();
        expect(Buffer.concat(out)).toEqual(Buffer.concat(expected));
        expect(reader.isBetweenMessages).toBe(true);
      }),
      propertyRuns(200),
    );
  });

  test('passes messages that arrive together in one piece', () => {
    const out: Buffer[] = [];
    const input = Buffer.concat(['a', 'b', 'a'].map((type) => encodeMessage(type, Buffer.alloc(3))));
    createReader().read(input, out);
    expect(out).toEqual([input]);
    expect(out[0]?.buffer).toBe(input.buffer);
  });

  test('stops before a message, and returns it with the rest', () => {
    const out: Buffer[] = [];
    const [first, rest] = [encodeMessage('a', Buffer.alloc(3)), encodeMessage('x', Buffer.from('rest'))];
    expect(createReader().read(Buffer.concat([first, rest]), out)).toEqual(rest);
    expect(out).toEqual([first]);
  });

  test('throws if a length is impossible', () => {
    expect(() => createReader().read(Buffer.from('a\0\0\0\x03'), [])).toThrow('invalid message length');
    const ofGigabyte = Buffer.from([98, 0x3f, 0xff, 0xff, 0xff]);
    expect(() => createReader().read(ofGigabyte, [])).toThrow('invalid message length');
  });
});
