import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../../test/support/use-emulator.ts';
import type { LiveChange, LiveTopic } from './live-change.ts';

let neon: TestEmulator;
beforeAll(async () => {
  neon = await startTestEmulator({ clock: 'virtual' });
});
afterAll(() => neon.emulator.stop());

interface Stream {
  readonly status: number;
  /** Returns the changes of the next event, with its name. */
  next(): Promise<readonly [event: string, changes: LiveChange[]]>;
  /** Reads until a change satisfies the predicate, and returns its event. */
  until(is: (change: LiveChange) => boolean): Promise<LiveChange>;
  close(): Promise<void>;
}

async function open(query = '', token: string = neon.emulator.adminToken): Promise<Stream> {
  const response = await fetch(new URL(`/__emulator/events${query}`, neon.emulator.apiUrl), {
    headers: { Authorization: `Bearer ${token}` },
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<readonly [string, LiveChange[]]> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const [event = '', data = ''] = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        return [event.replace('event: ', ''), JSON.parse(data.replace('data: ', '')) as LiveChange[]];
      }
      const read = await reader?.read();
      if (!read || read.done) throw new Error('The stream has ended.');
      text += read.value;
    }
  };
  return {
    status: response.status,
    next,
    async until(is) {
      for (;;) {
        const found = (await next())[1].find(is);
        if (found) return found;
      }
    },
    close: async () => reader?.cancel(),
  };
}

const topicsOf = (changes: readonly LiveChange[]): LiveTopic[] => [...new Set(changes.map(({ topic }) => topic))];

test('the stream requires the admin token in a header', async () => {
  expect((await open('', 'wrong')).status).toBe(401);
  expect((await open(`?token=${neon.emulator.adminToken}`, neon.emulator.apiKey)).status).toBe(401);
});

test('the first event is a snapshot of the projects and the controls', async () => {
  const { project } = await neon.createProject({ name: 'first' });
  const stream = await open();
  const [event, changes] = await stream.next();
  expect(event).toBe('snapshot');
  expect(topicsOf(changes).sort()).toEqual(['clock', 'limits', 'project']);
  expect(changes).toContainEqual({
    topic: 'project',
    id: project.id,
    value: expect.objectContaining({ name: 'first', branches: 1, awake: 1 }),
  });
  await stream.close();
});

test('a followed project also has its branches, endpoints and operations, and their changes follow', async () => {
  const { project } = await neon.createProject();
  const stream = await open(`?project=${project.id}`);
  const [, snapshot] = await stream.next();
  expect(topicsOf(snapshot)).toEqual(expect.arrayContaining(['branch', 'endpoint', 'operation']));
  const { branch } = await neon.createBranch(project.id, { name: 'dev' });
  expect(await stream.until(({ topic, id }) => topic === 'branch' && id === branch.id)).toMatchObject({
    value: { name: 'dev' },
  });
  await neon.api.delete(`/projects/${project.id}/branches/${branch.id}`);
  await neon.emulator.settle();
  expect(await stream.until(({ id, value }) => id === branch.id && value === null)).toMatchObject({ topic: 'branch' });
  await stream.close();
});

test('requests are followed on demand, with redacted bodies', async () => {
  const stream = await open('?requests=true');
  await stream.next();
  await neon.createProject({ name: 'logged' });
  const ended = await stream.until(({ topic, value }) => topic === 'request' && value !== null && 'status' in value);
  expect(ended.value).toMatchObject({
    operationId: 'createProject',
    route: '/projects',
    status: 201,
    durationMs: 0,
    body: { project: { name: 'logged' } },
    response: {
      connection_uris: [{ connection_uri: '[redacted]' }],
      roles: [{ password: '[redacted]' }],
    },
  });
  expect(JSON.stringify(ended)).not.toContain('npg_');
  const { number } = ended.value as { number: number };
  await fetch(new URL('/__emulator/requests', neon.emulator.apiUrl), {
    method: 'DELETE',
    headers: { Authorization: `Bearer ${neon.emulator.adminToken}` },
  });
  await stream.until(({ topic, id, value }) => topic === 'request' && id === String(number) && value === null);
  await stream.close();
});

test('faults, limits and the clock are followed', async () => {
  const stream = await open();
  await stream.next();
  const { id } = neon.emulator.faults.add({ any: true, kind: 'status', status: 503 });
  expect(await stream.until(({ topic }) => topic === 'fault')).toMatchObject({ id, value: { struck: 0 } });
  await neon.api.get('/regions');
  expect(await stream.until(({ topic }) => topic === 'fault')).toMatchObject({ id, value: { struck: 1 } });
  neon.emulator.faults.clear();
  expect(await stream.until(({ topic }) => topic === 'fault')).toMatchObject({ id, value: null });

  await fetch(new URL('/__emulator/limits', neon.emulator.apiUrl), {
    method: 'PUT',
    headers: { Authorization: `Bearer ${neon.emulator.adminToken}` },
    body: JSON.stringify({ limits: { plan: 'free' } }),
  });
  expect(await stream.until(({ topic }) => topic === 'limits')).toMatchObject({ value: { plan: 'free' } });

  const before = neon.emulator.clock.now();
  await neon.emulator.clock.advance(60_000);
  expect(await stream.until(({ topic }) => topic === 'clock')).toMatchObject({
    value: { kind: 'virtual', now: new Date(before + 60_000).toISOString() },
  });
  await stream.close();
});

test('an open stream ends when the emulator stops', async () => {
  const own = await startTestEmulator();
  const response = await fetch(new URL('/__emulator/events', own.emulator.apiUrl), {
    headers: { Authorization: `Bearer ${own.emulator.adminToken}` },
  });
  const ended = response.text();
  await own.emulator.stop();
  expect(await ended).toMatch(/^event: snapshot\n/);
});
