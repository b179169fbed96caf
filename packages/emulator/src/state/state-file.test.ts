import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EmulatorStartError } from '../errors/index.ts';
import { systemClock } from '../support/index.ts';
import type { ProjectRecord, State } from './records.ts';
import { createStateFile, type StateFile, type StateFileOptions } from './state-file.ts';

let dataDir: string;
let log: string[] = [];
const opened: StateFile[] = [];

/** Closed after the test, as a process that dies does. */
function open(options: StateFileOptions = {}): StateFile {
  const file = createStateFile(dataDir, { clock: systemClock, log: (line) => log.push(line), ...options });
  opened.push(file);
  return file;
}

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'neon-emulator-state-'));
  log = [];
});
afterEach(async () => {
  rmSync(dataDir, { recursive: true, force: true });
  // With the folder gone, they can only close what they have open.
  await Promise.allSettled(opened.splice(0).map((file) => file.close(stateWith())));
});

function stateWith(...ids: string[]): State {
  const projects = new Map(ids.map((id) => [id, { suffixStart: id, branches: new Map() } as unknown as ProjectRecord]));
  return { users: [], projects, nextDatabaseId: ids.length } as unknown as State;
}

const SNAPSHOT = 'control-plane.json';
const MARK = 'control-plane.mark';
const pathOf = (name: string): string => join(dataDir, name);
const journalOf = (number: number): string => `control-plane.journal.${number}`;
const idsOf = (state: State | undefined): string[] => [...(state?.projects.keys() ?? [])];
const read = (options: StateFileOptions = {}): State | undefined => open(options).read();

/** A process that was killed after these states had been saved, in room that it had reserved. */
async function saveAndDie(states: readonly State[], compactFromBytes = 4_000_000): Promise<StateFile> {
  const file = open({ compactFromBytes });
  file.read();
  for (const state of states) {
    await file.save(state, 'everything');
    await file.makeRoom(1000);
  }
  return file;
}

/** Names and contents of all files. */
function readAll(): ReadonlyMap<string, string> {
  const names = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).toSorted();
  return new Map(
    names.flatMap((name) => (statSync(pathOf(name)).isFile() ? [[name, readFileSync(pathOf(name), 'latin1')]] : [])),
  );
}

function expectRefusal(file: string, reason: string | RegExp): void {
  const before = readAll();
  let thrown: unknown;
  try {
    read();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(EmulatorStartError);
  expect((thrown as Error).message).toMatch(new RegExp(`${pathOf(file)}, byte \\d+: `));
  expect((thrown as Error).message).toMatch(reason);
  expect((thrown as Error).message).toContain('--recover');
  expect(readAll()).toEqual(before);
}

function edit(name: string, change: (text: string) => string): void {
  writeFileSync(pathOf(name), change(readFileSync(pathOf(name), 'latin1')), 'latin1');
}

/** The size of the journal without the room behind its last record. */
const sizeOf = (name: string): number => readFileSync(pathOf(name), 'latin1').replaceAll('\0', '').length;

describe('what was saved', () => {
  test('survives a kill, as a snapshot, a journal and a mark', async () => {
    await saveAndDie([stateWith(), stateWith('a'), stateWith('a', 'b'), stateWith('b')]);
    expect(readdirSync(dataDir).toSorted()).toEqual([journalOf(1), SNAPSHOT, MARK]);
    expect(read()).toEqual(stateWith('b'));
  });

  test('goes on in the same journal after a kill', async () => {
    await saveAndDie([stateWith(), stateWith('a')]);
    await saveAndDie([stateWith('a', 'b'), stateWith('a', 'b', 'c')]);
    expect(readdirSync(dataDir)).toContain(journalOf(1));
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
    expect(readdirSync(dataDir).filter((name) => name.includes('journal'))).toHaveLength(1);
    expect(existsSync(pathOf(journalOf(1)))).toBe(false);
    expect(idsOf(read())).toEqual(['a', 'b', 'c']);
  });

  test('is a snapshot and its mark after a clean end, readable by the owner only', async () => {
    const file = await saveAndDie([stateWith('a'), stateWith('a', 'b')]);
    expect(statSync(pathOf(journalOf(1))).mode & 0o777).toBe(0o600);
    await file.close(stateWith('a', 'b'));
    expect(readdirSync(dataDir).toSorted()).toEqual([SNAPSHOT, MARK]);
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
    expect(readdirSync(dataDir).filter((name) => name.includes('journal'))).toEqual([]);
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

describe('recovery', () => {
  async function recover(damage: () => void): Promise<State | undefined> {
    await saveAndDie([stateWith(), stateWith('a'), stateWith('a', 'b')]);
    damage();
    const before = readAll();
    const state = read({ recover: true });
    const [folder = ''] = readdirSync(dataDir).filter((name) => name.startsWith('control-plane.damaged-'));
    for (const [name, content] of before) expect(readFileSync(join(dataDir, folder, name), 'latin1')).toBe(content);
    return state;
  }

  test('loads the records before the damage, and says how many are lost', async () => {
    const state = await recover(() => truncateSync(pathOf(journalOf(1)), sizeOf(journalOf(1)) - 5));
    expect(idsOf(state)).toEqual(['a']);
    expect(log.join('\n')).toMatch(/Recovered projects: a \(1\)\.\nAcknowledged changes that are lost: 1\./);
  });

  test('finds the journal by its checksum, where the number of the snapshot is wrong', async () => {
    const state = await recover(() => edit(SNAPSHOT, (text) => text.replace('"journal":1', '"journal":3')));
    expect(idsOf(state)).toEqual(['a', 'b']);
  });

  test('loads whole projects alone, where the snapshot is damaged', async () => {
    await (await saveAndDie([stateWith('a', 'b', 'c')])).close(stateWith('a', 'b', 'c'));
    edit(SNAPSHOT, (text) => text.replace('"c"', '"x"'));
    expect(idsOf(read({ recover: true }))).toEqual(['a']);
  });

  test('begins anew where nothing is intact, and names what Postgres has', async () => {
    mkdirSync(pathOf('postgres/branches/br-one'), { recursive: true });
    expect(read({ recover: true })).toBeUndefined();
    expect(log.join('\n')).toContain('does not know: br-one');
    expect(existsSync(pathOf('postgres/branches/br-one'))).toBe(true);
  });

  test('goes on with a new snapshot, and then without damage', async () => {
    await recover(() => rmSync(pathOf(journalOf(1))));
    const file = open({ recover: true });
    file.read();
    await file.save(stateWith('c'), 'everything');
    expect(
      readdirSync(dataDir)
        .filter((name) => /journal|mark|json/.test(name))
        .toSorted(),
    ).toEqual([SNAPSHOT, MARK]);
    await file.save(stateWith('c', 'd'), 'everything');
    expect(idsOf(read())).toEqual(['c', 'd']);
  });

  test('changes nothing where nothing is damaged', async () => {
    await saveAndDie([stateWith(), stateWith('a')]);
    const before = readAll();
    expect(idsOf(read({ recover: true }))).toEqual(['a']);
    expect(readAll()).toEqual(before);
  });
});

describe('files of the version without checksums', () => {
  const JOURNAL = '[[["projects","b"],{"suffixStart":"b"},{"branches":"map"}]]\n';
  beforeEach(() => {
    const changes = '[[],{"nextDatabaseId":1},{"users":"list","projects":"map"}]';
    const project = '[["projects","a"],{"suffixStart":"a"},{"branches":"map"}]';
    writeFileSync(pathOf(SNAPSHOT), `{"version":2,"journal":4,"changes":[\n${changes},\n${project}\n]}\n`);
    writeFileSync(pathOf(journalOf(4)), `${JOURNAL}[[["proj`);
  });

  test('are read, and go on in the new form', async () => {
    expect(idsOf(read())).toEqual(['a', 'b']);
    await saveAndDie([stateWith('a', 'b', 'c')]);
    expect(readdirSync(dataDir).toSorted()).toEqual([journalOf(5), SNAPSHOT, MARK]);
    expect(idsOf(read())).toEqual(['a', 'b', 'c']);
  });

  test('are read after a kill in the middle of that', async () => {
    copyFileSync(pathOf(journalOf(4)), pathOf('kept'));
    await saveAndDie([stateWith('a', 'b', 'c')]);
    copyFileSync(pathOf('kept'), pathOf(journalOf(4)));
    expect(idsOf(read())).toEqual(['a', 'b', 'c']);
  });

  test('are refused where a line of the journal is damaged, or another journal is there', () => {
    appendFileSync(pathOf(journalOf(4)), 'damage\n[]\n');
    expectRefusal(journalOf(4), `byte ${JOURNAL.length}: there is no record`);
    copyFileSync(pathOf(journalOf(4)), pathOf(journalOf(3)));
    expectRefusal(journalOf(3), 'control-plane.json does not name it, but control-plane.journal.4');
  });
});
