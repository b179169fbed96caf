import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { useCli } from '../../test/support/use-cli.ts';
import { createRunCommand } from './command.ts';

const { run } = useCli();
const posixTest = test.skipIf(process.platform === 'win32');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neon-run-'));
  // Under root, Postgres runs as another user.
  chmodSync(folder, 0o711);
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** Arguments that run a script with Node, in which `query` sends SQL to DATABASE_URL. */
function script(body: string): string[] {
  const pg = JSON.stringify(import.meta.resolve('pg'));
  const prelude = `import pg from ${pg};
async function query(text) {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try { return (await client.query(text)).rows; } finally { await client.end(); }
}
`;
  return ['--', process.execPath, '--input-type=module', '--eval', prelude + body];
}

test('the command gets a database and the API, and its exit code is returned', async () => {
  const { code, stdout, stderr } = await run(
    'run',
    ...script(`
      const { NEON_API_BASE_URL, NEON_API_KEY, NEON_ORG_ID, NEON_PROJECT_ID, DATABASE_URL_UNPOOLED } = process.env;
      const response = await fetch(NEON_API_BASE_URL + '/projects?org_id=' + NEON_ORG_ID, {
        headers: { Authorization: 'Bearer ' + NEON_API_KEY },
      });
      const { projects } = await response.json();
      const isOwn = projects.length === 1 && projects[0].id === NEON_PROJECT_ID && projects[0].name === 'local';
      console.log(JSON.stringify([isOwn, await query('SELECT 1 AS one'), DATABASE_URL_UNPOOLED.includes('-pooler')]));
      process.exit(7);
    `),
  ).end;
  expect({ code, stdout, stderr }).toEqual({ code: 7, stdout: '[true,[{"one":1}],false]\n', stderr: '' });
});

posixTest.each(['SIGINT', 'SIGTERM'] as const)(
  '%s is passed on, and the command decides how it ends',
  async (signal) => {
    const cli = run(
      'run',
      ...script(`process.on('${signal}', () => process.exit(9)); setInterval(() => {}, 1e6); console.log('up');`),
    );
    expect(await cli.firstLine).toBe('up');
    cli.process.kill(signal);
    expect((await cli.end).code).toBe(9);
  },
);

test.each<[string[], RegExp]>([
  [['run'], /missing required argument 'command'/],
  [['run', '--json', '--', 'true'], /unknown option '--json'/],
  [['run', '--branch-per-rum', '--', 'true'], /Did you mean --branch-per-run/],
])('%j is a usage error', async (args, message) => {
  const { code, stderr } = await run(...args).end;
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});

test('options after the command are its own', () => {
  const words = ['npm', 'test', '--', '--json', '--branch-per-run'];
  const command = createRunCommand().parse(['node', 'neon-emulator', '--branch-per-run', ...words]);
  expect(command.args).toEqual(words);
  expect(command.opts()).toMatchObject({ branchPerRun: true });
});

test('with --branch-per-run each run has a branch of its own, which is deleted afterwards', {
  timeout: 120_000,
}, async () => {
  const args = ['run', '--data-dir', join(folder, 'data')];
  const branches = `
    const { NEON_API_BASE_URL, NEON_API_KEY, NEON_PROJECT_ID } = process.env;
    const response = await fetch(NEON_API_BASE_URL + '/projects/' + NEON_PROJECT_ID + '/branches', {
      headers: { Authorization: 'Bearer ' + NEON_API_KEY },
    });
    const count = (await response.json()).branches.length;
    const rows = await query('SELECT count(*)::int AS rows FROM shared');
    await query('INSERT INTO shared VALUES (1)');
    console.log(JSON.stringify({ branches: count, ...rows[0] }));
  `;
  expect((await run(...args, ...script("await query('CREATE TABLE shared (id int)')")).end).code).toBe(0);
  for (let round = 0; round < 2; round += 1) {
    const { stdout } = await run(...args, '--branch-per-run', ...script(branches)).end;
    expect(JSON.parse(stdout)).toEqual({ branches: 2, rows: 0 });
  }
  const { stdout } = await run(...args, ...script(branches)).end;
  expect(JSON.parse(stdout)).toEqual({ branches: 1, rows: 0 });
});
