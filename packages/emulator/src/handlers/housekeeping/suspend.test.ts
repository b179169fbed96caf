import type { Endpoint } from '@neon-api/types';
import { expect, test } from 'vitest';
import type { CreatedProject } from '../../../test/support/api.ts';
import { createFakeDataPlane } from '../../../test/support/fake-data-plane.ts';
import { startTestEmulator, type TestEmulator } from '../../../test/support/use-emulator.ts';
import type { EndpointUsage } from '../../data-plane/index.ts';

/** How long each endpoint has gone without a connection, in ms. */
const idleMs = new Map<string, number>();

function usageOf(id: string): EndpointUsage {
  const idle = idleMs.get(id) ?? Number.POSITIVE_INFINITY;
  return { isInUse: idle === 0, ended: 0, idleMs: idle };
}

async function start(): Promise<TestEmulator> {
  idleMs.clear();
  return startTestEmulator({
    clock: 'virtual',
    dataPlane: (events) => ({ ...createFakeDataPlane(events), readUsage: (id) => usageOf(id) }),
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

test('a compute with a connection is not suspended', async () => {
  const { emulator, api, createProject } = await start();
  const { project, endpoints } = await createProject();
  const id = endpoints[0]?.id ?? '';
  idleMs.set(id, 0);
  await emulator.clock.advance(1_000_000);
  expect(await api.get(`/projects/${project.id}/endpoints/${id}`)).toMatchObject({
    body: { endpoint: { current_state: 'active' } },
  });
  await emulator.stop();
});

test('idle time counts from the end of the last connection, even while the API is polled', async () => {
  const { emulator, api } = await start();
  const { body } = await api.post<CreatedProject>('/projects', {
    project: { default_endpoint_settings: { suspend_timeout_seconds: 60 } },
  });
  await emulator.settle();
  const id = body.endpoints[0]?.id ?? '';
  const states: string[] = [];
  for (let second = 0; second < 120; second += 10) {
    // The connection ends after 30 s.
    idleMs.set(id, Math.max(0, second - 30) * 1000);
    const { body: shown } = await api.get<{ endpoint: Endpoint }>(`/projects/${body.project.id}/endpoints/${id}`);
    await emulator.settle();
    states.push(shown.endpoint.pending_state ?? shown.endpoint.current_state);
    await emulator.clock.advance(10_000);
  }
  expect(states.indexOf('idle') * 10).toBe(90);
  await emulator.stop();
});
