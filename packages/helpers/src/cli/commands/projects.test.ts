import type { NeonCaller } from '@neon-api/client';
import { createProject } from '@neon-api/client/operations';
import type { Ran } from '@neon-api/ground/testing';
import { expect, test } from 'vitest';
import { runCommand } from '../../../test/run-command.ts';
import { useNeon } from '../../../test/use-neon.ts';
import { findProject } from '../../projects/index.ts';

let neon: NeonCaller;
let run: (...args: string[]) => Promise<Ran>;
useNeon({ postgres: 'off' }, (emulated) => {
  neon = emulated.neon;
  const { apiKey, apiUrl, orgId } = emulated;
  const env = { NEON_API_KEY: apiKey, NEON_API_BASE_URL: apiUrl, NEON_ORG_ID: orgId };
  run = (...args) => runCommand(args, { env });
});

test('projects create creates a project once, and projects list lists it', async () => {
  expect((await run('projects', 'list')).out).toBe('No projects.\n');
  const made = JSON.parse((await run('projects', 'create', 'shop', '--pg-version', '18', '--json')).out);
  expect(made).toMatchObject({ name: 'shop', pgVersion: 18, created: true });
  expect((await run('projects', 'create', 'shop')).out).toBe(`shop (${made.id}) already exists.\n`);
  expect(await run('projects', 'create', 'shop', '--pg-version', '17')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/--pg-version is 18 instead of 17. Choose another name/),
  });
  expect((await run('projects', 'list')).out).toMatch(
    /^shop {2}\w+-\w+-\d{8} {2}aws-us-east-1 {2}Postgres 18 {2}20\S+Z\n$/,
  );
  expect(JSON.parse((await run('projects', 'list', '--search', 'sho', '--json')).out)).toMatchObject([{ id: made.id }]);
  expect((await run('projects', 'list', '--search', 'zzz')).out).toBe('No projects.\n');
});

test('a wrong organization is named in the error', async () => {
  const remedy = 'Check --org, NEON_ORG_ID and the linked folder.';
  const visible = `neon-helpers: Organization org-none-1 is not visible to this API key. ${remedy}\n`;
  for (const args of [['list'], ['create', 'lost'], ['delete', 'lost']])
    expect(await run('projects', ...args, '--org', 'org-none-1')).toMatchObject({
      code: 2,
      err: expect.stringContaining(visible),
    });
  const here = (await run('tree', '--project', 'lost')).err;
  expect(here).toMatch(
    /^neon-helpers: No project .* API key in organization org-local-developer-00000001\. Check --org/,
  );
});

test('projects delete deletes a project by name or id, but only with --yes', async () => {
  await run('projects', 'create', 'doomed');
  const project = await findProject(neon, { name: 'doomed' });
  const what = `doomed (${project?.id}) with all its branches`;
  expect((await run('projects', 'delete', 'doomed')).out).toBe(
    `Would delete ${what}. Nothing was deleted. Pass --yes to delete it.\n`,
  );
  expect(await findProject(neon, { name: 'doomed' })).toBeDefined();
  expect((await run('projects', 'delete', project?.id ?? '', '--yes')).out).toBe(`Deleted ${what}.\n`);
  expect(await findProject(neon, { name: 'doomed' })).toBeUndefined();
  expect(await run('projects', 'delete', 'doomed', '--yes')).toMatchObject({ code: 2, out: '' });
});

test('every command refuses a name that several projects have, and lists their ids', async () => {
  const ids: string[] = [];
  for (const _ of [1, 2]) ids.push((await createProject(neon, { body: { project: { name: 'twin' } } })).project.id);
  for (const args of [
    ['projects', 'delete', 'twin', '--yes'],
    ['tree', '--project', 'twin'],
    ['cleanup', '--project', 'twin', '--prefix', 'x/', '--yes'],
    ['preview', 'list', '--project', 'twin'],
    ['uris', '--project', 'twin'],
  ]) {
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    for (const id of ids) expect(err).toContain(id);
    expect(err).toContain('Pass the id of one.');
  }
  for (const id of ids) expect(await findProject(neon, { id })).toBeDefined();
});

test('projects delete ignores --project and the environment', async () => {
  expect(await run('projects', 'delete', '--yes', '--project', 'shop')).toMatchObject({ code: 2, out: '' });
  expect(await findProject(neon, { name: 'shop' })).toBeDefined();
});
