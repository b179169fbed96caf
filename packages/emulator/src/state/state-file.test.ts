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

describe('saved state', () => {
  test('survives a kill, as a snapshot, a journal and a mark', async () => {
    await saveAndDie([stateWith(), stateWith('a'), stateWith('a', 'b'), stateWith('b')]);
    expect(readdirSync(dataDir()).toSorted()).toEqual([journalOf(1), SNAPSHOT, MARK]);
    expect(read()).toEqual(stateWith('b'));
  });

  test('continues in the same journal after a kill', async () => {
    await saveAndDie([stateWith(), stateWith('a')]);
    await saveAndDie([stateWith('a', 'b'), stateWith('a', 'b', 'c')]);
    expect(readdirSync(dataDir())).toContain(journalOf(1));
    expect(read()).toEqual(stateWith('a', 'b', 'c'));
  });

  test('continues after a clean shutdown', async () => {
    await (await saveAndDie([stateWith(), stateWith('a')])).close(stateWith('a', 'b'));
    await saveAndDie([stateWith('a', 'b', 'c')]);
    expect(read()).toEqual(stateWith('a', 'b', 'c'));
  });

  test('grows only by the differences', async () => {
    await saveAndDie([stateWith('a'.repeat(10_000)), stateWith('a'.repeat(10_000), 'b')]);
    expect(sizeOf(journalOf(1))).toBeLessThan(1000);
  });

  test('becomes a snapshot when the journal outgrows the last one', async () => {
    await saveAndDie([stateWith(), stateWith('a'), stateWith('a', 'b'), stateWith('a', 'b', 'c')], 1);
    expect(readdirSync(dataDir()).filter((name) => name.includes('journal'))).toHaveLength(1);
    expect(existsSync(pathOf(journalOf(1)))).toBe(false);
    expect(idsOf(read())).toEqual(['a', 'b', 'c']);
  });

  test('is a snapshot and its mark after a clean shutdown, readable only by the owner', async () => {
    const file = await saveAndDie([stateWith('a'), stateWith('a', 'b')]);
    expect(statSync(pathOf(journalOf(1))).mode & 0o777).toBe(0o600);
    await file.close(stateWith('a', 'b'));
    expect(readdirSync(dataDir()).toSorted()).toEqual([SNAPSHOT, MARK]);
    expect(statSync(pathOf(SNAPSHOT)).mode & 0o777).toBe(0o600);
    expect(() => JSON.parse(readFileSync(pathOf(SNAPSHOT), 'utf8'))).not.toThrow();
  });
});

describe('unacknowledged data', () => {
  test('is ignored, and overwritten', async () => {
    await saveAndDie([stateWith(), stateWith('a')]);
    const mark = readFileSync(pathOf(MARK));
    await saveAndDie([stateWith('a', 'b')]);
    truncateSync(pathOf(journalOf(1)), sizeOf(journalOf(1)) - 5);
    writeFileSync(pathOf(MARK), mark);
    expect(idsOf(read())).toEqual(['a']);
    await saveAndDie([stateWith('a', 'c')]);
    expect(idsOf(read())).toEqual(['a', 'c']);
  });

  test('is not damage after a kill during the first start', async () => {
    await saveAndDie([stateWith()]);
    rmSync(pathOf(MARK));
    rmSync(pathOf(journalOf(1)));
    expect(idsOf(read())).toEqual([]);
    rmSync(pathOf(SNAPSHOT));
    writeFileSync(pathOf(`${SNAPSHOT}.new`), '{"ver');
    expect(read()).toBeUndefined();
  });

  test('is not damage after a kill that left a journal next to the snapshot that replaced it', async () => {
    const file = await saveAndDie([stateWith(), stateWith('a')]);
    copyFileSync(pathOf(journalOf(1)), pathOf('kept'));
    await file.close(stateWith('a', 'b'));
    copyFileSync(pathOf('kept'), pathOf(journalOf(1)));
    expect(idsOf(read())).toEqual(['a', 'b']);
    await (await saveAndDie([stateWith('a', 'b', 'c')])).close(stateWith('a', 'b', 'c'));
    expect(readdirSync(dataDir()).filter((name) => name.includes('journal'))).toEqual([]);
  });
});

describe('a start is refused without changing a file', () => {
  const flip = (text: string, at: number): string =>
    text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);

  test.each<[string, () => void, string, string | RegExp]>([
    [
      'the journal is missing',
      () => rmSync(pathOf(journalOf(1))),
      journalOf(1),
      'it is missing, and acknowledged record 3',
    ],
    [
      'the last record of the journal is cut off',
      () => truncateSync(pathOf(journalOf(1)), readFileSync(pathOf(journalOf(1)), 'latin1').indexOf('\n3 ') + 1),
      journalOf(1),
      'it ends, and acknowledged record 3',
    ],
    [
      'the last record of the journal is cut short',
      () => truncateSync(pathOf(journalOf(1)), sizeOf(journalOf(1)) - 1),
      journalOf(1),
      'and acknowledged record 3',
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
      'the checksum of record 3 is wrong, and acknowledged record 3',
    ],
    [
      'the first record of the journal is missing',
      () => edit(journalOf(1), (text) => text.slice(text.indexOf('\n') + 1)),
      journalOf(1),
      'found record 3 instead of record 2',
    ],
    [
      'the journal belongs to another state',
      () => edit(journalOf(1), (text) => text.replace('"a"', '"z"')),
      journalOf(1),
      'the checksum of record 2 is wrong',
    ],
    [
      'the snapshot names another journal',
      () => edit(SNAPSHOT, (text) => text.replace('"journal":1', '"journal":3')),
      SNAPSHOT,
      'byte 0: the checksum of its first line is wrong',
    ],
    ['the snapshot is missing', () => rmSync(pathOf(SNAPSHOT)), SNAPSHOT, `it is missing, but ${journalOf(1)} exists`],
    ['the snapshot is empty', () => truncateSync(pathOf(SNAPSHOT)), SNAPSHOT, 'change 1 is missing'],
    ['the snapshot is cut short', () => truncateSync(pathOf(SNAPSHOT), 150), SNAPSHOT, /change \d is missing/],
    [
      'the snapshot claims to have the version without checksums',
      () => edit(SNAPSHOT, (text) => text.replace('"version":3', '"version":2')),
      SNAPSHOT,
      'the checksum of its first line is wrong',
    ],
    [
      'the snapshot has a later version',
      () => edit(SNAPSHOT, (text) => text.replace('"version":3', '"version":4')),
      SNAPSHOT,
      'its format is version 4; this emulator reads versions 2 and 3',
    ],
    ['the mark is missing', () => rmSync(pathOf(MARK)), MARK, 'it is missing'],
    ['the mark is damaged', () => edit(MARK, (text) => flip(text, 30)), MARK, 'its checksum is wrong'],
    [
      'a journal exists that the snapshot does not account for',
      () => copyFileSync(pathOf(journalOf(1)), pathOf(journalOf(2))),
      journalOf(2),
      'it has records that are not in control-plane.json',
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
    expectRefusal(SNAPSHOT, 'it is older than acknowledged record 4');
  });

  test('when the snapshot belongs to another state', async () => {
    await saveAndDie([stateWith('a')]);
    copyFileSync(pathOf(MARK), pathOf('other'));
    for (const name of [SNAPSHOT, MARK, journalOf(1)]) rmSync(pathOf(name));
    await saveAndDie([stateWith('b')]);
    copyFileSync(pathOf('other'), pathOf(MARK));
    expectRefusal(SNAPSHOT, 'it belongs to a different state than control-plane.mark');
  });

  test.each([join('postgres', 'branches', 'br-one'), join('objects', 'abc')])(
    'when there is no state but %s exists',
    (trace) => {
      mkdirSync(pathOf(trace), { recursive: true });
      expectRefusal(SNAPSHOT, 'it is missing, but ');
    },
  );
});
