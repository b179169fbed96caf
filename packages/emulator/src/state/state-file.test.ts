import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { idsOf, journalOf, MARK, SNAPSHOT, stateWith, useStateDir } from '../../test/support/use-state-dir.ts';

const { dataDir, edit, expectRefusal, pathOf, read, saveAndDie, sizeOf } = useStateDir();

describe('what was saved', () => {
  test('survives a kill, as a snapshot, a journal and a mark', async () => {
    await saveAndDie([stateWith(), stateWith('a'), stateWith('a', 'b'), stateWith('b')]);
    expect(readdirSync(dataDir()).toSorted()).toEqual([journalOf(1), SNAPSHOT, MARK]);
    expect(read()).toEqual(stateWith('b'));
  });

  test('goes on in the same journal after a kill', async () => {
    await saveAndDie([stateWith(), stateWith('a')]);
    await saveAndDie([stateWith('a', 'b'), stateWith('a', 'b', 'c')]);
    expect(readdirSync(dataDir())).toContain(journalOf(1));
    expect(read()).toEqual(stateWith('a', 'b', 'c'));
  });

  test('goes on after a clean end', async () => {
    await (await saveAndDie([stateWith(), stateWith('a')])).close(stateWith('a', 'b'));
    await saveAndDie([stateWith('a', 'b', 'c')]);
    expect(read()).toEqual(stateWith('a', 'b', 'c'));
  });

  test('is added to as far as it differs', async () => {
    await saveAndDie([stateWith('a'.repeat(10_000)), stateWith('a'.repeat(10_000), 'b')]);
    expect(sizeOf(journalOf(1))).toBeLessThan(1000);
  });

  test('becomes a snapshot when the journal has outgrown it', async () => {
    await saveAndDie([stateWith(), stateWith('a'), stateWith('a', 'b'), stateWith('a', 'b', 'c')], 1);
    expect(readdirSync(dataDir()).filter((name) => name.includes('journal'))).toHaveLength(1);
    expect(existsSync(pathOf(journalOf(1)))).toBe(false);
    expect(idsOf(read())).toEqual(['a', 'b', 'c']);
  });

  test('is a snapshot and its mark after a clean end, readable by the owner only', async () => {
    const file = await saveAndDie([stateWith('a'), stateWith('a', 'b')]);
    expect(statSync(pathOf(journalOf(1))).mode & 0o777).toBe(0o600);
    await file.close(stateWith('a', 'b'));
    expect(readdirSync(dataDir()).toSorted()).toEqual([SNAPSHOT, MARK]);
    expect(statSync(pathOf(SNAPSHOT)).mode & 0o777).toBe(0o600);
    expect(() => JSON.parse(readFileSync(pathOf(SNAPSHOT), 'utf8'))).not.toThrow();
  });
});

describe('what was not acknowledged', () => {
  test('is left out, and written over', async () => {
    await saveAndDie([stateWith(), stateWith('a')]);
    const mark = readFileSync(pathOf(MARK));
    await saveAndDie([stateWith('a', 'b')]);
    truncateSync(pathOf(journalOf(1)), sizeOf(journalOf(1)) - 5);
    writeFileSync(pathOf(MARK), mark);
    expect(idsOf(read())).toEqual(['a']);
    await saveAndDie([stateWith('a', 'c')]);
    expect(idsOf(read())).toEqual(['a', 'c']);
  });

  test('is no damage after a kill in the middle of the first start', async () => {
    await saveAndDie([stateWith()]);
    rmSync(pathOf(MARK));
    rmSync(pathOf(journalOf(1)));
    expect(idsOf(read())).toEqual([]);
    rmSync(pathOf(SNAPSHOT));
    writeFileSync(pathOf(`${SNAPSHOT}.new`), '{"ver');
    expect(read()).toBeUndefined();
  });

  test('is no damage after a kill that left a journal beside the snapshot that replaced it', async () => {
    const file = await saveAndDie([stateWith(), stateWith('a')]);
    copyFileSync(pathOf(journalOf(1)), pathOf('kept'));
    await file.close(stateWith('a', 'b'));
    copyFileSync(pathOf('kept'), pathOf(journalOf(1)));
    expect(idsOf(read())).toEqual(['a', 'b']);
    await (await saveAndDie([stateWith('a', 'b', 'c')])).close(stateWith('a', 'b', 'c'));
    expect(readdirSync(dataDir()).filter((name) => name.includes('journal'))).toEqual([]);
  });
});

describe('a start is refused, and changes no file', () => {
  const flip = (text: string, at: number): string =>
    text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);

  test.each<[string, () => void, string, string | RegExp]>([
    ['the journal is gone', () => rmSync(pathOf(journalOf(1))), journalOf(1), 'it is missing, before record 3'],
    [
      'the last record of the journal is cut off',
      () => truncateSync(pathOf(journalOf(1)), readFileSync(pathOf(journalOf(1)), 'latin1').indexOf('\n3 ') + 1),
      journalOf(1),
      'it ends, before record 3, which was acknowledged',
    ],
    [
      'the last record of the journal is cut short',
      () => truncateSync(pathOf(journalOf(1)), sizeOf(journalOf(1)) - 1),
      journalOf(1),
      'before record 3, which was acknowledged',
    ],
    [
      'a byte of the first record of the journal has changed',
      () => edit(journalOf(1), (text) => flip(text, 40)),
      journalOf(1),
      /byte 0: the checksum of record 2 is wrong/,
    ],
    [
      'a byte of the last record of the journal has changed',
      () => edit(journalOf(1), (text) => flip(text, text.indexOf('\n3 ') + 40)),
      journalOf(1),
      'the checksum of record 3 is wrong, before record 3',
    ],
    [
      'the first record of the journal is gone',
      () => edit(journalOf(1), (text) => text.slice(text.indexOf('\n') + 1)),
      journalOf(1),
      'there is record 3 in the place of record 2',
    ],
    [
      'the journal is another one',
      () => edit(journalOf(1), (text) => text.replace('"a"', '"z"')),
      journalOf(1),
      'the checksum of record 2 is wrong',
    ],
    [
      'the snapshot names another journal',
      () => edit(SNAPSHOT, (text) => text.replace('"journal":1', '"journal":3')),
      SNAPSHOT,
      'byte 0: its first line does not have the right checksum',
    ],
    [
      'the snapshot is gone',
      () => rmSync(pathOf(SNAPSHOT)),
      SNAPSHOT,
      `it is missing, though there is ${journalOf(1)}`,
    ],
    ['the snapshot is empty', () => truncateSync(pathOf(SNAPSHOT)), SNAPSHOT, 'there is no change number 1'],
    ['the snapshot is cut short', () => truncateSync(pathOf(SNAPSHOT), 150), SNAPSHOT, /there is no change number \d/],
    [
      'the snapshot pretends to be of the version without checksums',
      () => edit(SNAPSHOT, (text) => text.replace('"version":3', '"version":2')),
      SNAPSHOT,
      'its first line does not have the right checksum',
    ],
    [
      'the snapshot is of a later version',
      () => edit(SNAPSHOT, (text) => text.replace('"version":3', '"version":4')),
      SNAPSHOT,
      'it is of version 4, which this emulator does not read',
    ],
    ['the mark is gone', () => rmSync(pathOf(MARK)), MARK, 'it is missing'],
    ['the mark is damaged', () => edit(MARK, (text) => flip(text, 30)), MARK, 'its checksum is wrong'],
    [
      'there is a journal that the snapshot does not account for',
      () => copyFileSync(pathOf(journalOf(1)), pathOf(journalOf(2))),
      journalOf(2),
      'it holds records that control-plane.json',
    ],
  ])('when %s', async (_, damage, file, reason) => {
    await saveAndDie([stateWith(), stateWith('a'), stateWith('a', 'b')]);
    damage();
    expectRefusal(file, reason);
  });

  test('when snapshot and journal are older than the mark', async () => {
    await saveAndDie([stateWith(), stateWith('a')]);
    for (const name of [SNAPSHOT, journalOf(1)]) copyFileSync(pathOf(name), pathOf(`older-${name}`));
    await (await saveAndDie([stateWith('a', 'b')])).close(stateWith('a', 'b'));
    for (const name of [SNAPSHOT, journalOf(1)]) copyFileSync(pathOf(`older-${name}`), pathOf(name));
    expectRefusal(SNAPSHOT, 'it is older than record 4, which was acknowledged');
  });

  test('when the snapshot belongs to another state', async () => {
    await saveAndDie([stateWith('a')]);
    copyFileSync(pathOf(MARK), pathOf('other'));
    for (const name of [SNAPSHOT, MARK, journalOf(1)]) rmSync(pathOf(name));
    await saveAndDie([stateWith('b')]);
    copyFileSync(pathOf('other'), pathOf(MARK));
    expectRefusal(SNAPSHOT, 'it belongs to another state than control-plane.mark');
  });

  test.each([join('postgres', 'branches', 'br-one'), join('objects', 'abc')])(
    'when there is no state, but %s',
    (trace) => {
      mkdirSync(pathOf(trace), { recursive: true });
      expectRefusal(SNAPSHOT, 'it is missing, though there is ');
    },
  );
});
