import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, createNeonClient, type NeonCaller, type NeonClientOptions } from '@neon-api/client';
import { updateProject } from '@neon-api/client/operations';
import { createVirtualClock, type VirtualClock } from '@neon-api/ground';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBranch } from '../branches/index.ts';
import { createFileCheckpoint } from '../node/index.ts';
import { createMemoryCheckpoint, type FleetProgress, forEachProject, type ProjectUnit, type Step } from './index.ts';

const LIMIT = { requests: 700, windowMs: 60_000 };
const ROUTE_LIMIT = { requests: 40, windowMs: 1_000 };
const LATENCY_MS = 120;

/** A Neon with many projects that counts what arrives, and answers 429 above its limits. */
function createFleetServer(size: number) {
  const ids = Array.from({ length: size }, (_, n) => `fleet-${n}`);
  const branches = new Map(ids.map((id) => [id, [] as { id: string; name: string; project_id: string }[]]));
  const arrivals: { readonly at: number; readonly route: string }[] = [];
  let refused = 0;
  let cutAt = Number.POSITIVE_INFINITY;
  let onCut = (): void => undefined;

  const isOver = (at: number, route: string): boolean => {
    const recent = arrivals.slice(-LIMIT.requests);
    const inWindow = recent.filter((one) => one.at > at - LIMIT.windowMs).length;
    const onRoute = recent.filter((one) => one.route === route && one.at > at - ROUTE_LIMIT.windowMs).length;
    return inWindow >= LIMIT.requests || onRoute >= ROUTE_LIMIT.requests;
  };
  const answer = (url: URL, method: string, body: string): object => {
    const [projectId = '', kind, branchId] = url.pathname.split('/').slice(4);
    const own = branches.get(projectId) ?? [];
    if (projectId === '') {
      const start = Number(url.searchParams.get('cursor') ?? 0);
      const page = ids.slice(start, start + Number(url.searchParams.get('limit')));
      return { projects: page.map((id) => ({ id, name: id })), pagination: { cursor: String(start + page.length) } };
    }
    if (kind === 'operations') return { operations: [], pagination: {} };
    if (kind === undefined) return { project: { id: projectId }, operations: [] };
    if (branchId !== undefined) return { branch: own.find(({ id }) => id === branchId), annotation: {} };
    if (method === 'GET') return { branches: own, annotations: {}, pagination: {} };
    const branch = { id: `br-${own.length}`, name: JSON.parse(body).branch.name as string, project_id: projectId };
    // Twice under one name is what Neon would refuse; counted here, to see whether it was asked for.
    own.push(branch);
    return { branch, operations: [], endpoints: [] };
  };
  return {
    branches,
    arrivals,
    refused: () => refused,
    /** After this request, requests are carried out, but their sender gets no answer. Resolves at this request. */
    cutFrom(request: number): Promise<void> {
      cutAt = request;
      return new Promise((resolve) => {
        onCut = resolve;
      });
    },
    fetchOn:
      (clock: Clock): typeof fetch =>
      async (input, init) => {
        const url = new URL(String(input));
        const route = `${init?.method} ${url.pathname.replace(/fleet-\d+/, '{id}')}`;
        if (isOver(clock.now(), route)) {
          refused++;
          return Response.json({ code: '', message: 'too many' }, { status: 429 });
        }
        arrivals.push({ at: clock.now(), route });
        if (arrivals.length >= cutAt) onCut();
        const isCut = arrivals.length > cutAt;
        const body = answer(url, init?.method ?? 'GET', String(init?.body));
        if (isCut) return new Promise(() => undefined);
        await clock.sleep(LATENCY_MS);
        return Response.json(body);
      },
  };
}

function clientOn(clock: Clock, fetch: typeof globalThis.fetch, options: NeonClientOptions = {}): NeonCaller {
  return createNeonClient({ apiKey: 'test-key', clock, fetch, random: () => 0.5, ...options });
}

/** Three requests for a project, and one effect that must not come twice. */
const addStaging: Step<ProjectUnit, string> = async ({ projectId }, { neon, signal }) => {
  const { value } = await ensureBranch(neon, { projectId, name: 'staging', compute: false, signal });
  await updateProject(neon, { project_id: projectId, body: { project: { name: projectId } } }, { signal });
  return value.id;
};

describe('forEachProject over 1,000 projects under 700 requests a minute', () => {
  test('uses at least 95 % of the limit, is never refused, and does each project once', async () => {
    const server = createFleetServer(1_000);
    const clock = createVirtualClock();
    const startedAt = clock.now();
    const neon = clientOn(clock, server.fetchOn(clock));
    const shown: FleetProgress[] = [];
    const options = { concurrency: 20, onProgress: (progress: FleetProgress) => void shown.push(progress) };
    const { done, failed } = await clock.advanceUntil(forEachProject(neon, {}, addStaging, options));

    expect({ done: done.length, failed, refused: server.refused() }).toEqual({ done: 1_000, failed: [], refused: 0 });
    expect([...server.branches.values()].every((own) => own.length === 1)).toBe(true);
    const minutes = (clock.now() - startedAt) / 60_000;
    expect(server.arrivals.length / minutes).toBeGreaterThanOrEqual(0.95 * LIMIT.requests);
    for (let minute = 0; minute < Math.floor(minutes); minute++) {
      const from = startedAt + minute * 60_000;
      const inMinute = server.arrivals.filter(({ at }) => at >= from && at < from + 60_000).length;
      expect(inMinute).toBeGreaterThanOrEqual(0.95 * LIMIT.requests);
    }
    const half = shown.find((progress) => progress.doneCount === 500);
    expect(half?.total).toBe(1_000);
    // It cannot know the bursts of the limit, but the order of magnitude.
    expect(half?.remainingMs).toBeGreaterThan(30_000);
    expect(half?.remainingMs).toBeLessThan(480_000);
  });

  describe('killed and resumed', () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'checkpoint-'));
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    test('has one effect per project', async () => {
      const server = createFleetServer(1_000);
      const path = join(folder, 'job.jsonl');
      const begun = new Map<string, number>();
      const run = (clock: VirtualClock) => {
        const step: typeof addStaging = (unit, context) => {
          begun.set(unit.key, (begun.get(unit.key) ?? 0) + 1);
          return addStaging(unit, context);
        };
        const checkpoint = createFileCheckpoint(path, { job: 'staging' });
        return forEachProject(clientOn(clock, server.fetchOn(clock)), {}, step, { concurrency: 20, checkpoint });
      };
      let clock = createVirtualClock();
      for (const kill of [2, 400, 401, 1_203, 2_500]) {
        const cut = server.cutFrom(kill);
        // Its process was killed: nothing waits for it, and its clock has stopped.
        void run(clock);
        await clock.advanceUntil(cut);
        clock = createVirtualClock(clock.now());
      }
      void server.cutFrom(Number.POSITIVE_INFINITY);
      const { done, failed, skipped } = await clock.advanceUntil(run(clock));
      expect(failed).toEqual([]);
      expect(done.length + skipped.length).toBe(1_000);
      expect(skipped.length).toBeGreaterThan(500);
      expect([...server.branches.values()].filter((own) => own.length !== 1)).toEqual([]);
      expect(Math.max(...begun.values())).toBeGreaterThan(1);
      // What a killed run had begun to write may come twice; the header once.
      expect(new Set(readFileSync(path, 'utf8').trim().split('\n')).size).toBe(1_001);
      expect(statSync(path).mode & 0o777).toBe(0o600);
    });
  });

  test('keeps to a smaller rate', async () => {
    const server = createFleetServer(60);
    const clock = createVirtualClock();
    const startedAt = clock.now();
    const neon = clientOn(clock, server.fetchOn(clock));
    const rate = { requests: 60, windowMs: 60_000 };
    await clock.advanceUntil(forEachProject(neon, {}, addStaging, { rate }));
    const first = server.arrivals.filter(({ at }) => at < startedAt + 60_000);
    // The list is not a part of the work.
    expect(first.length).toBeGreaterThanOrEqual(60);
    expect(first.length).toBeLessThanOrEqual(62);
  });
});

describe('forEachProject', () => {
  const setUp = (size = 5) => {
    const server = createFleetServer(size);
    const clock = createVirtualClock();
    return { clock, neon: clientOn(clock, server.fetchOn(clock)), server };
  };

  test('collects failures, continues, and retries them in the next run', async () => {
    const { clock, neon } = setUp();
    const checkpoint = createMemoryCheckpoint();
    let broken = true;
    const work: Step<ProjectUnit, string> = async ({ projectId }) => {
      if (broken && projectId === 'fleet-2') throw new Error('no room');
      return projectId;
    };
    const first = await clock.advanceUntil(forEachProject(neon, {}, work, { checkpoint }));
    expect(first.failed).toEqual([{ unit: { key: 'fleet-2', projectId: 'fleet-2' }, error: new Error('no room') }]);
    expect(first.done).toHaveLength(4);
    broken = false;
    const second = await clock.advanceUntil(forEachProject(neon, {}, work, { checkpoint }));
    expect(second.done.map(({ result }) => result)).toEqual(['fleet-2']);
    expect(second.skipped).toHaveLength(4);
  });

  test.each([{}, { projectIds: ['fleet-1', 'fleet-4'] }])(
    'waits for a limit that another process has used up, longer than the client does: %o',
    async (selection) => {
      const { clock, neon, server } = setUp();
      const startedAt = clock.now();
      for (let n = 0; n < LIMIT.requests; n++) server.arrivals.push({ at: startedAt, route: 'theirs' });
      const { done, failed } = await clock.advanceUntil(forEachProject(neon, selection, addStaging));
      expect([done.length, failed]).toEqual([selection.projectIds?.length ?? 5, []]);
      expect(server.refused()).toBeGreaterThan(0);
      expect(clock.now() - startedAt).toBeGreaterThan(60_000);
    },
  );

  test('works on the named projects, or on those that match', async () => {
    const { clock, neon, server } = setUp();
    const work: Step<ProjectUnit, string> = async ({ projectId }) => projectId;
    const named = await forEachProject(neon, { projectIds: ['fleet-1', 'fleet-1'] }, work);
    expect(named.done.map(({ result }) => result)).toEqual(['fleet-1']);
    expect(server.arrivals).toEqual([]);
    const matching = forEachProject(neon, { matches: ({ name }) => name.endsWith('3') }, work);
    expect((await clock.advanceUntil(matching)).done.map(({ result }) => result)).toEqual(['fleet-3']);
  });

  test('stops with its signal: aborts running work, starts nothing else, and rejects after all work has ended', async () => {
    const { neon } = setUp();
    const controller = new AbortController();
    const began: string[] = [];
    const ended: string[] = [];
    const work: Step<ProjectUnit, void> = async ({ projectId }, { signal }) => {
      began.push(projectId);
      if (began.length === 2) controller.abort(new Error('enough'));
      await new Promise((resolve) => setImmediate(resolve));
      ended.push(`${projectId} ${signal.aborted}`);
    };
    const projectIds = ['a', 'b', 'c', 'd'];
    const job = forEachProject(neon, { projectIds }, work, { concurrency: 2, signal: controller.signal });
    await expect(job).rejects.toThrow('enough');
    expect(began).toEqual(['a', 'b']);
    expect(ended).toEqual(['a true', 'b true']);
  });

  test('stops if the checkpoint fails', async () => {
    const { neon } = setUp();
    const checkpoint = { load: async () => [], markDone: () => Promise.reject(new Error('disk full')) };
    const began: string[] = [];
    const work: Step<ProjectUnit, void> = async ({ projectId }) => void began.push(projectId);
    const job = forEachProject(neon, { projectIds: ['a', 'b', 'c'] }, work, { concurrency: 1, checkpoint });
    await expect(job).rejects.toThrow('disk full');
    expect(began).toEqual(['a']);
  });

  test('refuses unknown options', async () => {
    const { neon } = setUp();
    const work: Step<ProjectUnit, void> = async () => undefined;
    await expect(forEachProject(neon, { projectIds: [] }, work, { concurrency: 0 })).rejects.toThrow('1 to 1000');
    await expect(forEachProject(neon, { orgID: 'x' } as object, work)).rejects.toThrow('did you mean orgId?');
  });
});
