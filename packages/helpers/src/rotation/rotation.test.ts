import { inspect } from 'node:util';
import { createNeonClient, NeonApiError, type NeonCaller } from '@neon-api/client';
import { createApiKey, listApiKeys, listProjects } from '@neon-api/client/operations';
import { startEmulator } from '@neon-api/emulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EmulatedNeon, query, startEmulatedNeon } from '../../test/emulated-neon.ts';
import { loseAnswer, watchCalls } from '../../test/lose-answer.ts';
import { provisionProject } from '../projects/index.ts';
import {
  getRotatedSecret,
  type RoleCredentials,
  type RotateApiKeyOptions,
  RotationError,
  rotateApiKey,
  rotateRolePassword,
} from './index.ts';

const now = (uri: string) => query(uri, 'select 1 as n');

/** What a promise rejects with. */
async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail.');
}

describe('rotateRolePassword', () => {
  let emulated: EmulatedNeon;
  let neon: NeonCaller;
  let role: { projectId: string; branchId: string; roleName: string };
  let oldUri: string;

  beforeAll(async () => {
    emulated = await startEmulatedNeon();
    neon = emulated.neon;
    const { project, branch, uris } = await provisionProject(neon, { roleName: 'app' });
    role = { projectId: project.id, branchId: branch.id, roleName: 'app' };
    oldUri = uris.direct;
  }, 60_000);
  afterAll(() => emulated?.stop());

  test('stores and verifies the new password, and the old one no longer works', async () => {
    let stored = '';
    const { operations } = await rotateRolePassword(neon, {
      ...role,
      store: async ({ uris }) => {
        stored = uris?.direct ?? '';
      },
      verify: () => now(stored),
    });
    expect(operations.every(({ status }) => status === 'finished')).toBe(true);
    expect(await now(stored)).toEqual([{ n: 1 }]);
    await expect(now(oldUri)).rejects.toThrow(/password/);
    oldUri = stored;
  });

  test('says that the old password no longer works if storing fails, and keeps the new one outside the error', async () => {
    let given: RoleCredentials | undefined;
    const store = async (credentials: RoleCredentials) => {
      given = credentials;
      throw new Error(`vault refused ${credentials.password} and ${credentials.uris?.direct}`);
    };
    const error = await failureOf(rotateRolePassword(neon, { ...role, store, verify: () => Promise.resolve() }));
    expect(error).toBeInstanceOf(RotationError);
    expect(error).toMatchObject({ stage: 'store', message: expect.stringContaining('no longer works') });
    expect(getRotatedSecret(error)).toBe(given?.password);
    expect(inspect(error, { depth: 9 })).not.toContain(given?.password);
    expect(inspect(error, { depth: 9 })).toContain('vault refused ****');
    expect(await now(given?.uris?.direct ?? '')).toEqual([{ n: 1 }]);
  });

  test('retries verify, and throws if it never succeeds', async () => {
    let tries = 0;
    const verify = async () => {
      tries += 1;
      if (tries < 3) throw new Error('not yet');
    };
    await rotateRolePassword(neon, { ...role, store: async () => undefined, verify });
    expect(tries).toBe(3);
    const never = rotateRolePassword(neon, {
      ...role,
      store: async () => undefined,
      verify: () => Promise.reject(new Error('no')),
      verifyTimeoutMs: 50,
    });
    expect(await failureOf(never)).toMatchObject({ stage: 'verify', cause: { message: 'no' } });
  });

  test('sets another password after a lost response', async () => {
    const { neon: lossy, calls } = watchCalls(loseAnswer(neon, 'resetProjectBranchRolePassword'));
    let stored = '';
    const store = async ({ uris }: RoleCredentials) => {
      stored = uris?.direct ?? '';
    };
    await rotateRolePassword(lossy, { ...role, store, verify: () => now(stored) });
    expect(calls.filter((id) => id === 'resetProjectBranchRolePassword')).toHaveLength(2);
    expect(await now(stored)).toEqual([{ n: 1 }]);
  });

  test('does not report a plain refusal if an earlier response was lost', async () => {
    const lossy = loseAnswer(neon, 'resetProjectBranchRolePassword');
    let resets = 0;
    const refused: NeonCaller = {
      ...lossy,
      async call<Response>(...[operation, params, options]: Parameters<NeonCaller['call']>): Promise<Response> {
        resets += Number(operation.id === 'resetProjectBranchRolePassword');
        if (resets === 2) throw new NeonApiError('Too many.', { status: 429, code: '', outcome: 'rejected' });
        return lossy.call<Response>(operation, params, options);
      },
    };
    const store = async (): Promise<void> => undefined;
    const error = await failureOf(rotateRolePassword(refused, { ...role, store, verify: store }));
    expect(error).toMatchObject({ name: 'RotationError', stage: 'wait', outcome: 'unknown', cause: { status: 429 } });
  });

  test('changes nothing if the role does not exist', async () => {
    const { neon: watched, calls } = watchCalls(neon);
    const call = { ...role, roleName: 'nobody', store: async () => undefined, verify: async () => undefined };
    expect(await failureOf(rotateRolePassword(watched, call))).toMatchObject({ status: 404 });
    expect(calls).not.toContain('resetProjectBranchRolePassword');
  });
});

describe('rotateApiKey', () => {
  let emulator: Awaited<ReturnType<typeof startEmulator>>;
  let admin: NeonCaller;
  const clientOf = (apiKey: string) => createNeonClient({ apiKey, baseUrl: emulator.apiUrl, orgId: emulator.orgId });

  beforeAll(async () => {
    emulator = await startEmulator({ postgres: 'off', speed: 'instant' });
    admin = clientOf(emulator.apiKey);
  });
  afterAll(() => emulator?.stop());

  /** A client that uses the key to rotate, and a store with a probe. */
  async function setUp(): Promise<{ old: NeonCaller; stored: string[]; options: RotateApiKeyOptions }> {
    const { id, key } = await createApiKey(admin, { body: { key_name: 'old' } });
    const stored = [key];
    const options = {
      oldKeyId: id,
      name: 'new',
      store: async (made: string) => stored.push(made),
      verify: () => listProjects(clientOf(stored.at(-1) ?? '')),
    };
    return { old: clientOf(key), stored, options };
  }
  const idsNow = async () => (await listApiKeys(admin)).map(({ id }) => id);

  test('leaves the new key valid and the old one revoked, also if the client uses the old one', async () => {
    const { old, stored, options } = await setUp();
    const made = await rotateApiKey(old, options);
    expect(await idsNow()).toContain(made.id);
    expect(await idsNow()).not.toContain(options.oldKeyId);
    await listProjects(clientOf(stored[1] ?? ''));
    expect(await failureOf(listProjects(old))).toMatchObject({ status: 401 });
  });

  test('refuses to rotate the same key twice, and changes nothing', async () => {
    const { options } = await setUp();
    await rotateApiKey(admin, options);
    const before = await idsNow();
    expect(await failureOf(rotateApiKey(admin, options))).toMatchObject({ name: 'NeonUsageError' });
    expect(await idsNow()).toEqual(before);
  });

  test('keeps the old key if storing or verifying fails', async () => {
    const { options } = await setUp();
    const badStore = { ...options, store: (key: string) => Promise.reject(new Error(`refused ${key}`)) };
    const error = await failureOf(rotateApiKey(admin, badStore));
    expect(error).toMatchObject({ stage: 'store', message: expect.stringContaining('still works') });
    await listProjects(clientOf(getRotatedSecret(error) ?? ''));
    expect(inspect(error, { depth: 9 })).not.toContain(getRotatedSecret(error));
    const badProbe = { ...options, verify: () => Promise.reject(new Error('no')), verifyTimeoutMs: 1 };
    expect(await failureOf(rotateApiKey(admin, badProbe))).toMatchObject({ stage: 'verify' });
    expect(await idsNow()).toContain(options.oldKeyId);
  });

  test('names the id of a key whose response was lost, and revokes nothing', async () => {
    const { options } = await setUp();
    const before = await idsNow();
    const error = await failureOf(rotateApiKey(loseAnswer(admin, 'createApiKey'), options));
    const [orphan] = (await idsNow()).filter((id) => !before.includes(id));
    expect(error).toMatchObject({
      stage: 'create',
      message: expect.stringContaining(`whose secret is lost: ${orphan}.`),
    });
    expect(await idsNow()).toContain(options.oldKeyId);
  });

  test('counts a revocation with a lost response as done if the key is refused', async () => {
    const { old, options } = await setUp();
    await rotateApiKey(loseAnswer(old, 'revokeApiKey'), options);
    expect(await idsNow()).not.toContain(options.oldKeyId);
  });
});
