import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { idsOf, journalOf, MARK, SNAPSHOT, stateWith, useStateDir } from '../../test/support/use-state-dir.ts';
import type { State } from './records.ts';

const { dataDir, edit, expectRefusal, log, open, pathOf, read, readAll, saveAndDie, sizeOf } = useStateDir();

describe('recovery', () => {
  async function recover(damage: () => void): Promise<State | undefined> {
    await saveAndDie([stateWith(), stateWith('a'), stateWith('a', 'b')]);
    damage();
    const before = readAll();
    const state = read({ recover: true });
    const [folder = ''] = readdirSync(dataDir()).filter((name) => name.startsWith('control-plane.damaged-'));
    for (const [name, content] of before) expect(readFileSync(join(dataDir(), folder, name), 'latin1')).toBe(content);
    return state;
  }

  test('loads the records before the damage, and reports how many are lost', async () => {
    const state = await recover(() => truncateSync(pathOf(journalOf(1)), sizeOf(journalOf(1)) - 5));
    expect(idsOf(state)).toEqual(['a']);
    expect(log()).toMatch(/Recovered projects: a \(1\)\.\nLost acknowledged changes: 1\./);
  });

  test('finds the journal by its checksum if the snapshot has a wrong number', async () => {
    const state = await recover(() => edit(SNAPSHOT, (text) => text.replace('"journal":1', '"journal":3')));
    expect(idsOf(state)).toEqual(['a', 'b']);
  });

  test('loads only complete projects if the snapshot is damaged', async () => {
    await (await saveAndDie([stateWith('a', 'b', 'c')])).close(stateWith('a', 'b', 'c'));
    edit(SNAPSHOT, (text) => text.replace('"c"', '"x"'));
    expect(idsOf(read({ recover: true }))).toEqual(['a']);
  });

  test('starts with an empty state if nothing is intact, and names the branches in Postgres', async () => {
    mkdirSync(pathOf('postgres/branches/br-one'), { recursive: true });
    expect(read({ recover: true })).toBeUndefined();
    expect(log()).toContain('not in the recovered state: br-one');
    expect(existsSync(pathOf('postgres/branches/br-one'))).toBe(true);
  });

  test('continues with a new, undamaged snapshot', async () => {
    await recover(() => rmSync(pathOf(journalOf(1))));
    const file = open({ recover: true });
    file.read();
    await file.save(stateWith('c'), 'everything');
    expect(
      readdirSync(dataDir())
        .filter((name) => /journal|mark|json/.test(name))
        .toSorted(),
    ).toEqual([SNAPSHOT, MARK]);
    await file.save(stateWith('c', 'd'), 'everything');
    expect(idsOf(read())).toEqual(['c', 'd']);
  });

  test('changes nothing if nothing is damaged', async () => {
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

  test('are read, and continue in the new format', async () => {
    expect(idsOf(read())).toEqual(['a', 'b']);
    await saveAndDie([stateWith('a', 'b', 'c')]);
    expect(readdirSync(dataDir()).toSorted()).toEqual([journalOf(5), SNAPSHOT, MARK]);
    expect(idsOf(read())).toEqual(['a', 'b', 'c']);
  });

  test('are read after a kill during the upgrade', async () => {
    copyFileSync(pathOf(journalOf(4)), pathOf('kept'));
    await saveAndDie([stateWith('a', 'b', 'c')]);
    copyFileSync(pathOf('kept'), pathOf(journalOf(4)));
    expect(idsOf(read())).toEqual(['a', 'b', 'c']);
  });

  test('are refused if a line of the journal is damaged, or another journal exists', () => {
    appendFileSync(pathOf(journalOf(4)), 'damage\n[]\n');
    expectRefusal(journalOf(4), `byte ${JOURNAL.length}: no record starts here`);
    copyFileSync(pathOf(journalOf(4)), pathOf(journalOf(3)));
    expectRefusal(journalOf(3), 'control-plane.json refers to control-plane.journal.4');
  });
});
