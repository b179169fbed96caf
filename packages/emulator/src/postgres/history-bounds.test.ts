import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { startTestPostgres } from '../../test/support/use-postgres.ts';

interface HistoryFile {
  readonly base: string;
  readonly next?: object;
}

test('a history that grows too long is trimmed, and the rest stays readable', async () => {
  await using postgres = await startTestPostgres({ historyBytes: 40 << 20, trimEveryMs: 20 });
  await postgres.createBranch('main');
  const bases = (): string[] => readdirSync(join(postgres.rootDir, 'bases'));
  const history = (): HistoryFile =>
    JSON.parse(readFileSync(join(postgres.rootDir, 'branches/br-main/history.json'), 'utf8')) as HistoryFile;
  const at = (timestamp: string, name: string): Promise<void> =>
    postgres.dataPlane.copyBranch({ branchId: `br-${name}`, parentId: 'br-main', at: { timestamp } });
  const writeUntil = async (isEnough: () => boolean): Promise<void> => {
    while (!isEnough()) {
      await postgres.query('main', 'INSERT INTO big SELECT repeat(i::text, 100) FROM generate_series(1, 2500) i');
    }
  };

  await postgres.query('main', 'CREATE TABLE big (text text)');
  const { base } = history();
  const early = new Date().toISOString();
  await sleep(5);
  await writeUntil(() => history().next !== undefined || history().base !== base);
  const middle = new Date().toISOString();
  const rows = await postgres.query('main', 'SELECT count(*)::int FROM big');
  await sleep(5);
  await writeUntil(() => history().base !== base);

  await expect(at(early, 'early')).rejects.toThrow('the earliest point is');
  await at(middle, 'middle');
  await postgres.open('middle');
  expect(await postgres.query('middle', 'SELECT count(*)::int FROM big')).toEqual(rows);
  await postgres.dataPlane.dropBranch('br-middle');
  await postgres.dataPlane.dropBranch('br-main');
  await vi.waitFor(() => expect(bases()).toEqual([]), { timeout: 20_000 });
});

test('the log before the restore window is removed', async () => {
  await using postgres = await startTestPostgres({ trimEveryMs: 20, historySecondsOf: () => 0.2 });
  await postgres.createBranch('main');
  const early = new Date().toISOString();
  const file = join(postgres.rootDir, 'branches/br-main/history.json');
  const { base } = JSON.parse(readFileSync(file, 'utf8')) as HistoryFile;
  await postgres.query('main', 'CREATE TABLE big AS SELECT repeat(i::text, 100) FROM generate_series(1, 50000) i');
  await vi.waitFor(() => expect(JSON.parse(readFileSync(file, 'utf8'))).not.toMatchObject({ base }), {
    timeout: 20_000,
    interval: 100,
  });
  const past = { branchId: 'br-past', parentId: 'br-main', at: { timestamp: early } };
  await expect(postgres.dataPlane.copyBranch(past)).rejects.toThrow('the earliest point is');
});

test('a history is not trimmed while an operation may need it', async () => {
  let isAtWork = true;
  let checks = 0;
  await using postgres = await startTestPostgres({
    trimEveryMs: 20,
    historySecondsOf: () => 0.2,
    isAtWork: () => {
      checks += 1;
      return isAtWork;
    },
  });
  await postgres.createBranch('main');
  const early = new Date().toISOString();
  await postgres.query('main', 'CREATE TABLE big AS SELECT repeat(i::text, 100) FROM generate_series(1, 50000) i');
  const before = checks;
  await vi.waitFor(() => expect(checks).toBeGreaterThan(before + 20), { timeout: 20_000 });
  await postgres.dataPlane.copyBranch({ branchId: 'br-past', parentId: 'br-main', at: { timestamp: early } });
  isAtWork = false;
  const beginsAt = async (): Promise<string> =>
    (await postgres.dataPlane.findHistory?.('br-main'))?.begins.timestamp ?? '';
  await vi.waitFor(async () => expect((await beginsAt()) > early).toBe(true), { timeout: 20_000, interval: 100 });
});
