import {
  appendFileSync,
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
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProjectRecord, State } from './records.ts';
import { createStateFile } from './state-file.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'neon-emulator-state-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function stateWith(...ids: string[]): State {
  const projects = new Map(ids.map((id) => [id, { suffixStart: id, branches: new Map() } as unknown as ProjectRecord]));
  return { users: [], projects, nextDatabaseId: ids.length } as unknown as State;
}

const journal = (number: number): string => join(dataDir, `control-plane.journal.${number}`);
const idsOf = (state: State | undefined): string[] => [...(state?.projects.keys() ?? [])];

/** A process that was killed after these states had been saved. */
async function saveAndDie(states: readonly State[], compactFromBytes?: number): Promise<void> {
  const file = createStateFile(dataDir, compactFromBytes);
  file.read();
  for (const state of states) await file.save(state, 'everything');
}

test('what was saved is there without a clean end, from a snapshot and a journal', async () => {
  await saveAndDie([stateWith(), stateWith('a'), stateWith('a', 'b'), stateWith('b')]);
  expect(readdirSync(dataDir).toSorted()).toEqual(['control-plane.journal.1', 'control-plane.json']);
  expect(createStateFile(dataDir).read()).toEqual(stateWith('b'));
});

test('only what changed is added', async () => {
  await saveAndDie([stateWith('a'.repeat(10_000)), stateWith('a'.repeat(10_000), 'b')]);
  expect(statSync(journal(1)).size).toBeLessThan(1000);
});

test('a last line that is not whole is left out, and written over', async () => {
  await saveAndDie([stateWith(), stateWith('a'), stateWith('a', 'b')]);
  truncateSync(journal(1), statSync(journal(1)).size - 5);
  const file = createStateFile(dataDir);
  expect(idsOf(file.read())).toEqual(['a']);
  await file.save(stateWith('a'), 'everything');
  await file.save(stateWith('a', 'c'), 'everything');
  expect(idsOf(createStateFile(dataDir).read())).toEqual(['a', 'c']);
});

test('a damaged line before the last is said, not skipped', async () => {
  await saveAndDie([stateWith(), stateWith('a')]);
  appendFileSync(journal(1), 'damage\n[]\n');
  expect(() => createStateFile(dataDir).read()).toThrow(/control-plane\.journal\.1 cannot be read/);
});

test('a journal that has outgrown the snapshot is replaced by a new one', async () => {
  await saveAndDie([stateWith(), stateWith('a'), stateWith('a', 'b'), stateWith('a', 'b', 'c')], 1);
  const [name = ''] = readdirSync(dataDir).filter((file) => file.includes('journal'));
  expect(name).not.toBe('control-plane.journal.1');
  expect(idsOf(createStateFile(dataDir).read())).toEqual(['a', 'b', 'c']);
});

test('a journal that belongs to another snapshot is not read', async () => {
  await saveAndDie([stateWith('a')]);
  writeFileSync(journal(0), '[[["projects","old"],{}]]\n');
  expect(idsOf(createStateFile(dataDir).read())).toEqual(['a']);
  expect(readdirSync(dataDir)).toEqual(['control-plane.json']);
});

test('a clean end leaves the snapshot alone, readable by its owner only', async () => {
  const file = createStateFile(dataDir);
  await file.save(stateWith('a'), 'everything');
  await file.save(stateWith('a', 'b'), 'everything');
  expect(statSync(journal(1)).mode & 0o777).toBe(0o600);
  await file.close(stateWith('a', 'b'));
  expect(readdirSync(dataDir)).toEqual(['control-plane.json']);
  expect(statSync(join(dataDir, 'control-plane.json')).mode & 0o777).toBe(0o600);
  expect(() => JSON.parse(readFileSync(join(dataDir, 'control-plane.json'), 'utf8'))).not.toThrow();
});
