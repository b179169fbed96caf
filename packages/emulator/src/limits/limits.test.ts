import { expect, test } from 'vitest';
import { startTestEmulator } from '../../test/support/use-emulator.ts';
import { resolveLimits } from './limits.ts';

test('with limits a route accepts 40 calls a second', async () => {
  const { emulator, api } = await startTestEmulator({ clock: 'virtual', limits: true });
  const send = async (): Promise<number> => (await api.get('/projects')).status;
  for (let call = 0; call < 40; call++) expect(await send()).toBe(200);
  expect(await api.get('/projects')).toMatchObject({
    status: 429,
    body: { code: '', message: 'rate limit exceeded; wait and try again' },
  });
  expect((await api.get('/regions')).status).toBe(200);
  await emulator.clock.advance(1000);
  expect(await send()).toBe(200);
  await emulator.stop();
});

test('the limit per minute applies to all routes of an account together', async () => {
  const { emulator, api } = await startTestEmulator({ clock: 'virtual', limits: { accountPerMinute: 2 } });
  expect((await api.get('/projects')).status).toBe(200);
  expect((await api.get('/regions')).status).toBe(200);
  expect((await api.get('/users/me')).status).toBe(429);
  await emulator.clock.advance(60_000);
  expect((await api.get('/users/me')).status).toBe(200);
  await emulator.stop();
});

test('the branch limit of a plan is refused with Neon’s code', async () => {
  const { emulator, api, createProject, createBranch } = await startTestEmulator({ limits: { plan: 'free' } });
  const { project } = await createProject();
  for (let branch = 2; branch <= 10; branch++) await createBranch(project.id);
  const refused = await api.post(`/projects/${project.id}/branches`, {});
  expect(refused).toMatchObject({ status: 422, body: { code: 'BRANCHES_LIMIT_EXCEEDED' } });
  await emulator.stop();
});

test.each([
  [{ accountPerMinute: 0 }, /accountPerMinute must be/],
  [{ plan: 'gold' }, /plan must be one of free, launch, scale/],
  [{ perMinute: 1 }, /no option "perMinute"/],
])('%j is refused', (limits, message) => {
  expect(() => resolveLimits(limits as object)).toThrow(message);
});
