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

  test('loads the records before the damage, and says how many are lost', async () => {
    const state = await recover(() => truncateSync(pathOf(journalOf(1)), sizeOf(journalOf(1)) - 5));
    expect(idsOf(state)).toEqual(['a']);
    expect(log()).toMatch(/Recovered projects: a \(1\)\.\nAcknowledged changes that are lost: 1\./);
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
    expect(log()).toContain('does not know: br-one');
    expect(existsSync(pathOf('postgres/branches/br-one'))).toBe(true);
  });

  test('goes on with a new snapshot, and then without damage', async () => {
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
    expect(readdirSync(dataDir()).toSorted()).toEqual([journalOf(5), SNAPSHOT, MARK]);
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
