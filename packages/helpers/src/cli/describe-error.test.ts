import { createNeonClient, type NeonCaller, waitForOperations } from '@neon-api/client';
import { listProjects } from '@neon-api/client/operations';
import type { Ran } from '@neon-api/ground/testing';
import { describe, expect, test } from 'vitest';
import { runCommand } from '../../test/run-command.ts';
import { type ProjectInUse, useProject } from '../../test/use-neon.ts';
import { jumpingClock } from '../../test/virtual-clock.ts';
import { ensureBranch } from '../branches/index.ts';
import { ensureDatabase } from '../databases/index.ts';
import { describeError } from './describe-error.ts';

let inUse: ProjectInUse;
useProject({ postgres: 'off', name: 'shop' }, async (project) => {
  inUse = project;
  const { neon, place } = project;
  await ensureDatabase(neon, { ...place, name: 'reports', ownerName: 'neondb_owner' });
  await ensureBranch(neon, { projectId: place.projectId, name: 'bare', compute: false });
});

function run(...args: string[]): Promise<Ran> {
  const { apiKey, apiUrl } = inUse.emulated;
  const env = { NEON_API_KEY: apiKey, NEON_API_BASE_URL: apiUrl, NEON_PROJECT_ID: 'shop' };
  return runCommand(args, { env });
}

// Only users of the library know camel-case names and the options object.
const OF_THE_LIBRARY = /\b[a-z]+[A-Z]\w*|\{ \w+/;

describe('a message of the command names flags', () => {
  test.each<[args: readonly string[], message: RegExp]>([
    [['uris'], /several databases: .*Pass --database to choose one/],
    [['uris', '--database', 'none'], /no database "none"/],
    [['uris', '--branch', 'bare', '--database', 'neondb'], /has no compute.*neon branches add-compute/],
    [['uris', '--database', 'neondb', '--role', 'nobody'], /404 role not found/],
    [['diff', '--database', 'neondb'], /has no parent. Pass --base/],
    [['diff', '--branch', 'bare'], /Pass --database/],
    [['cleanup'], /pass a rule: --prefix, --older-than or --expiry/],
    [['cleanup', '--open-keys', '1', '--expiry', 'with'], /--open-keys needs --prefix/],
    [['preview', 'ensure', '1'], /several databases: .*Pass --database/],
    [['preview', 'ensure', '1', '--database', 'neondb', '--role', 'nobody'], /no role "nobody"/],
    [['preview', 'ensure', '1', '--database', 'neondb', '--expires-in', '31d'], /--expires-in must be from 1m to 30d/],
    [['preview', 'ensure', '1', '--parent', 'none'], /no branch with the name or id "none"/],
    [['preview', 'ensure', 'in', '--prefix', 'ma', '--database', 'neondb'], /default branch.*Pass another --prefix/],
    [['preview', 'ensure', ' ', '--database', 'neondb'], /KEY must be text/],
    [['rotate', 'password', '--role', 'neondb_owner', '--store', 'x', '--verify', 'x', '--yes'], /Pass --database/],
    [
      ['rotate', 'key', '--old-id', '99', '--name', 'n', '--store', 'x', '--verify', 'x', '--yes'],
      /API key 99 does not/,
    ],
    [
      ['rotate', 'key', '--old-id', 'x', '--name', 'n', '--store', 'x', '--verify', 'x'],
      /--old-id must be a whole number/,
    ],
    [['projects', 'create', 'shop', '--region', 'aws-eu-central-1'], /--region is "aws-us-east-1" instead of/],
    [['projects', 'create', 'new', '--database', 'x'.repeat(64)], /--database must be a string of 1 to 63 bytes/],
    [['tree', '--project', 'none-such-12345678'], /No project with the name or id "none-such-12345678"/],
  ])('%j', async (args, message) => {
    const { code, out, err } = await run(...args);
    expect(err).toMatch(message);
    expect(err).not.toMatch(OF_THE_LIBRARY);
    expect({ code, out }).toEqual({ code: /\b404\b/.test(err) ? 1 : 2, out: '' });
  });

  test('and names no function if a step fails after a secret has changed', async () => {
    const rotate = ['rotate', 'password', '--role', 'neondb_owner', '--database', 'neondb', '--yes'];
    const stored = await run(...rotate, '--store', 'exit 7', '--verify', 'true');
    expect(stored).toMatchObject({
      code: 3,
      err: expect.stringContaining('Run the command again with a --store that'),
    });
    expect(stored.err).not.toMatch(OF_THE_LIBRARY);
  });
});

describe('the description of an error', () => {
  const answering = (response: () => Response): NeonCaller =>
    createNeonClient({
      apiKey: 'test-key',
      baseUrl: 'http://127.0.0.1:1',
      retry: false,
      fetch: async () => response(),
    });
  const thrownBy = (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => 'nothing',
      (error: unknown) => error,
    );

  test('names no option or function of the library', async () => {
    const running = {
      ...{ id: '00000000-0000-4000-8000-000000000001', project_id: 'p', action: 'create_branch', status: 'running' },
      ...{ failures_count: 0, created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' },
    };
    const clock = jumpingClock();
    const slow = createNeonClient({
      ...{ apiKey: 'test-key', baseUrl: 'http://127.0.0.1:1', clock },
      fetch: async () => Response.json({ operation: running, operations: [running], pagination: {} }),
    });
    const errors = [
      await thrownBy(listProjects(answering(() => new Response('<html>')))),
      await thrownBy(listProjects(answering(() => new Response(null, { status: 302, headers: { location: '/' } })))),
      await thrownBy(listProjects(answering(() => Response.json({ message: 'no' }, { status: 401 })))),
      await thrownBy(
        waitForOperations(slow, { v: 1, projectId: 'p', operationIds: [running.id] }, { timeoutMs: 5_000 }),
      ),
    ];
    for (const error of errors) {
      expect(error).toBeInstanceOf(Error);
      expect(describeError(error)).not.toMatch(/baseUrl|error\.token|timeoutMs|listProjects/);
    }
    expect(describeError(errors[3])).toContain('run the command again to wait for them');
  });

  test('is the message as it is if the client did not throw it', () => {
    expect(describeError(new Error('disk full'))).toBe('disk full');
    expect(describeError('odd')).toBe('odd');
  });
});
