import { PGlite } from '@electric-sql/pglite';
import { expect, test } from 'vitest';
import { testTemplate } from '../../test/support/pglite-template.ts';
import { startTestPglite } from '../../test/support/use-pglite.ts';
import type { PgliteInstance } from './index.ts';

/** Waking a branch takes seconds on a busy machine. */
const TIMEOUT_MS = 120_000;

test('only some branches are awake, the others keep their data, and deleted ones are closed', {
  timeout: TIMEOUT_MS,
}, async () => {
  const open = new Set<PGlite>();
  let mostOpen = 0;
  await using pglite = startTestPglite({
    template: testTemplate(),
    maxAwake: 2,
    async create(options) {
      const instance = await PGlite.create(options);
      open.add(instance);
      for (const each of open) if (each.closed) open.delete(each);
      mostOpen = Math.max(mostOpen, open.size);
      return instance;
    },
  });
  await pglite.createBranch('main');
  await pglite.query('main', 'CREATE TABLE numbers (n int)');
  const names = ['a', 'b', 'c', 'd'];
  for (const name of names) await pglite.copyBranch('main', name);
  for (const name of names) await pglite.query(name, `INSERT INTO numbers SELECT ascii('${name}')`);
  const read = names.map((name) => pglite.query(name, 'TABLE numbers'));
  expect((await Promise.all(read)).flat()).toEqual([97, 98, 99, 100]);
  await expect.poll(() => [...open].filter(({ closed }) => !closed).length).toBeLessThanOrEqual(2);
  await pglite.dataPlane.stop();
  expect([...open].filter(({ closed }) => !closed)).toEqual([]);
});

test('after a crash of WebAssembly, everything that was committed is there', { timeout: TIMEOUT_MS }, async () => {
  let crashNext = false;
  await using pglite = startTestPglite({
    template: testTemplate(),
    async create(options) {
      const instance: PgliteInstance = await PGlite.create(options);
      const execProtocol = instance.execProtocol.bind(instance);
      return Object.assign(instance, {
        async execProtocol(...args: Parameters<PgliteInstance['execProtocol']>) {
          const answers = await execProtocol(...args);
          if (!crashNext) return answers;
          crashNext = false;
          throw new Error('unreachable');
        },
      });
    },
  });
  await pglite.createBranch('main');
  await pglite.query('main', 'CREATE TABLE kept AS SELECT 1 AS id');
  crashNext = true;
  await expect(pglite.query('main', 'SELECT 1')).rejects.toMatchObject({ code: '57P02', message: 'PGlite crashed' });
  expect(await pglite.query('main', 'TABLE kept')).toEqual([1]);
  await pglite.copyBranch('main', 'copy');
  expect(await pglite.query('copy', 'TABLE kept')).toEqual([1]);
});

test('a template that cannot be made is reported by the first branch', async () => {
  await using pglite = startTestPglite({
    create: async () => {
      throw new Error('The files of PGlite are missing.');
    },
  });
  await expect(pglite.createBranch('main')).rejects.toThrow('The files of PGlite are missing.');
});
