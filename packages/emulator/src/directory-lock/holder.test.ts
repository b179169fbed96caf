import { describe, expect, test } from 'vitest';
import { type Evidence, formatHolder, type Holder, judgeHolder, parseHolder } from './holder.ts';

const holder: Holder = {
  pid: 1,
  startedAt: '100',
  nonce: 'abc',
  hasSocket: true,
  bootId: 'boot',
  pidNamespace: 'pid:[1]',
  isLegacy: false,
};
const nothing: Evidence = {
  socket: 'none',
  here: { bootId: 'boot', pidNamespace: 'pid:[1]' },
  isHeldHere: false,
  process: 'none',
  startedAt: undefined,
};
const elsewhere = { bootId: 'boot', pidNamespace: 'pid:[2]' };
const later = { bootId: 'later', pidNamespace: 'pid:[1]' };
const legacy = { ...holder, bootId: undefined, pidNamespace: undefined, isLegacy: true };

describe('judgeHolder', () => {
  test.each<[string, Holder, Partial<Evidence>, string]>([
    ['whose socket answers, from another container', holder, { socket: 'answers', here: elsewhere }, 'alive'],
    ['whose socket refuses, though its id is in use', holder, { socket: 'refuses', process: 'another' }, 'dead'],
    ['with its id and its start time', holder, { process: 'another', startedAt: '100' }, 'alive'],
    ['with its id and another start time', holder, { process: 'another', startedAt: '101' }, 'dead'],
    ['without a process', holder, {}, 'dead'],
    ['of another boot, though its id is in use', holder, { here: later, process: 'another', startedAt: '100' }, 'dead'],
    ['of another container', holder, { here: elsewhere }, 'unknown'],
    ['of another container with an id that is in use here', holder, { here: elsewhere, process: 'another' }, 'unknown'],
    ['whose lock this process holds', holder, { process: 'this', startedAt: '100', isHeldHere: true }, 'alive'],
    [
      'with the id of this process, which does not hold the lock',
      holder,
      { process: 'this', startedAt: '100' },
      'dead',
    ],
    [
      'on a system without start times',
      { ...holder, startedAt: undefined, bootId: undefined, pidNamespace: undefined },
      { here: { bootId: undefined, pidNamespace: undefined }, process: 'another' },
      'alive',
    ],
    ['of an older version without a process', legacy, {}, 'dead'],
    [
      'of an older version with the id of this process',
      { ...legacy, startedAt: undefined },
      { process: 'this' },
      'dead',
    ],
    ['of an older version with its start time', legacy, { process: 'another', startedAt: '100' }, 'alive'],
    [
      'of an older version with an id that is in use',
      { ...legacy, startedAt: undefined },
      { process: 'another', startedAt: '7' },
      'unknown',
    ],
  ])('a holder %s', (_, of, evidence, state) => {
    expect(judgeHolder(of, { ...nothing, ...evidence })).toBe(state);
  });
});

describe('parseHolder', () => {
  test('reads what formatHolder wrote', () => {
    expect(parseHolder(formatHolder(holder))).toEqual(holder);
  });

  test.each([
    ['1', { pid: 1, startedAt: undefined, isLegacy: true }],
    ['12 3456 0a1b2c', { pid: 12, startedAt: '3456', isLegacy: true }],
    ['12 unknown 0a1b2c', { pid: 12, startedAt: undefined, isLegacy: true }],
  ])('reads %j of an older version', (text, expected) => {
    expect(parseHolder(text)).toMatchObject(expected);
  });

  test.each(['', '\0\0\0\0', 'damage', '0', '{"pid":1}', '{"pid":"1","nonce":"ab"}', '{"pid":1,"nonce":"../x"}', '[]'])(
    'finds no holder in %j',
    (text) => {
      expect(parseHolder(text)).toBeUndefined();
    },
  );
});
