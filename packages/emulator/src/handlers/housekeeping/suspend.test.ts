import { expect, test } from 'vitest';
import { createFakeDataPlane } from '../../../test/support/fake-data-plane.ts';
import { startTestEmulator, type TestEmulator } from '../../../test/support/use-emulator.ts';

const inUse = new Set<string>();

async function start(): Promise<TestEmulator> {
  inUse.clear();
  return startTestEmulator({
    clock: 'virtual',
    dataPlane: (events) => ({ ...createFakeDataPlane(events), takeUsage: (id) => inUse.has(id) }),
  });
}

// neon-behaviour, Defaults: `suspend_timeout_seconds` 0 = default 300, −1 never, else 60–604800.
test.each([
  ['the default after 300 s', 0, 300],
  ['its own timeout', 60, 60],
  ['never', -1, Number.POSITIVE_INFINITY],
])('an idle compute is suspended: %s', async (_, suspend_timeout_seconds, afterSeconds) => {
  await using emulator = (await start()).emulator;
  const { createApi } = await import('../../../test/support/api.ts');
  const api = createApi(emulator);
  const { body } = await api.post<{ project: { id: string }; endpoints: { id: string }[] }>('/projects', {
    project: { default_endpoint_settings: { suspend_timeout_seconds } },
  });
  await emulator.settle();
  const path = `/projects/${body.project.id}/endpoints/${body.endpoints[0]?.id}`;
  const state = async (): Promise<string> => {
    await api.get(path);
    await emulator.settle();
    return (await api.get<{ endpoint: { current_state: string } }>(path)).body.endpoint.current_state;
  };
  await emulator.clock.advance(59_000);
  expect(await state()).toBe('active');
  await emulator.clock.advance(Math.min(afterSeconds, 1_000_000) * 1000);
  expect(await state()).toBe(afterSeconds === Number.POSITIVE_INFINITY ? 'active' : 'idle');
});

test('one with a connection stays', async () => {
  const { emulator, api, createProject } = await start();
  const { project, endpoints } = await createProject();
  const id = endpoints[0]?.id ?? '';
  inUse.add(id);
  await emulator.clock.advance(1_000_000);
  expect(await api.get(`/projects/${project.id}/endpoints/${id}`)).toMatchObject({
    body: { endpoint: { current_state: 'active' } },
  });
  await emulator.stop();
});
