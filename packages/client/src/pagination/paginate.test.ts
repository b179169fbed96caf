import { describe, expect, test } from 'vitest';
import { stubFetch } from '../../test/stub-fetch.ts';
import { createNeonClient, type NeonCaller, type OperationDescriptor, type Paging } from '../client/index.ts';
import * as operations from '../generated/operations.ts';
import { paginate } from './index.ts';
import type { ItemsName, OperationFunction } from './paged-operation.ts';
import { LISTS } from './paginate.test-d.ts';

const { getOrganizationMembers, listProjectBranchBucketObjects, listProjectBranches, listProjects } = operations;

/** Pages by cursor; the key of the first is ''. */
type Book = Readonly<Record<string, object>>;

function neonOf(book: Book): { neon: NeonCaller; asked: () => string[] } {
  const { fetch, sent } = stubFetch(({ url }) => Response.json(book[new URL(url).searchParams.get('cursor') ?? '']));
  const neon = createNeonClient({ apiKey: 'test-key', fetch });
  return { neon, asked: () => sent.map(({ url }) => new URL(url).search) };
}

const project = (id: string): object => ({ id });
const projects = (ids: string[], cursor?: string): object => ({
  projects: ids.map(project),
  ...(cursor === undefined ? {} : { pagination: { cursor } }),
});
const BOOK: Book = { '': projects(['a', 'b'], '1'), '1': projects(['c'], '2'), '2': projects([], '2') };

const idsOf = (found: readonly object[]): unknown[] => found.map((item) => (item as { id: unknown }).id);

describe('paginate', () => {
  test('returns every item of every page, and requests the largest pages', async () => {
    const { neon, asked } = neonOf(BOOK);
    const seen: string[] = [];
    for await (const { id } of paginate(neon, listProjects)) seen.push(id);
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(asked()).toEqual(['?limit=400', '?cursor=1&limit=400', '?cursor=2&limit=400']);
  });

  test('respects the limit, the cursor and other parameters of the caller', async () => {
    const { neon, asked } = neonOf(BOOK);
    const found = await paginate(neon, listProjects, { limit: 2, cursor: '1', search: 'x' }).collect();
    expect(idsOf(found)).toEqual(['c']);
    expect(asked()[0]).toBe('?cursor=1&limit=2&search=x');
  });

  test('starts from the first page in each iteration', async () => {
    const { neon } = neonOf(BOOK);
    const list = paginate(neon, listProjects);
    expect(idsOf(await list.collect())).toEqual(idsOf(await list.collect()));
  });

  test.each<[string, () => Promise<readonly object[]>]>([
    ['pagination.next', async () => paginate(memberBook(), getOrganizationMembers, { org_id: 'o' }).collect()],
    [
      'next_cursor, past a page of only folders',
      async () =>
        paginate(objectBook(), listProjectBranchBucketObjects, {
          project_id: 'p',
          branch_id: 'b',
          bucket_name: 'k',
          delimiter: '/',
        }).collect(),
    ],
  ])('follows %s', async (_, walk) => {
    expect(idsOf(await walk())).toEqual([1, 2]);
  });

  test.each<[string, object]>([
    ['no pagination', projects(['a'])],
    ['an empty cursor', projects(['a'], '')],
    ['a null cursor', { projects: [project('a')], pagination: { cursor: null } }],
    ['a null pagination', { projects: [project('a')], pagination: null }],
  ])('ends at %s', async (_, page) => {
    const { neon, asked } = neonOf({ '': page });
    expect(idsOf(await paginate(neon, listProjects).collect())).toEqual(['a']);
    expect(asked()).toHaveLength(1);
  });

  test('continues after a page that is empty because Neon left its projects out', async () => {
    const leftOut = { projects: [], unavailable_project_ids: ['x'], pagination: { cursor: '1' } };
    const { neon } = neonOf({ '': leftOut, '1': projects(['c']) });
    expect(idsOf(await paginate(neon, listProjects).collect())).toEqual(['c']);
  });

  test.each<[string, Book, object]>([
    ['a repeated cursor', { '': projects(['a'], '1'), '1': projects(['b'], '1') }, {}],
    ['a longer cycle', { '': projects(['a'], '2'), '2': projects(['b'], '3'), '3': projects(['c'], '2') }, {}],
    ['a return to the caller’s cursor', { '7': projects(['a'], '8'), '8': projects(['b'], '7') }, { cursor: '7' }],
  ])('reports the operation and the cursor of %s', async (_, book, params) => {
    const { neon } = neonOf(book);
    const error = await paginate(neon, listProjects, params)
      .collect()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'NeonApiError', operationId: 'listProjects', route: '/projects' });
    expect((error as Error).message).toMatch(/^listProjects: the cursor "[127]" repeats/);
  });

  test.each([[{}], [{ projects: 'x' }], [[]], [{ branches: [] }]])(
    'refuses a response %j without the list',
    async (answer) => {
      const { neon } = neonOf({ '': answer as object });
      const error = await paginate(neon, listProjects)
        .collect()
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        name: 'NeonApiError',
        message: expect.stringContaining('listProjects: the response has no projects array'),
      });
    },
  );

  test('pages() returns whole responses with their other fields', async () => {
    const { neon } = neonOf({ '': { ...projects(['a']), unavailable_project_ids: ['x'] } });
    for await (const page of paginate(neon, listProjects).pages()) expect(page.unavailable_project_ids).toEqual(['x']);
    expect.assertions(1);
  });

  test('collects at most maxItems, from pages of at most that size', async () => {
    const { neon, asked } = neonOf(BOOK);
    expect(idsOf(await paginate(neon, listProjects).collect({ maxItems: 2 }))).toEqual(['a', 'b']);
    expect(asked()).toEqual(['?limit=2']);
    await paginate(neon, listProjects, { limit: 50 }).collect({ maxItems: 2 });
    expect(asked().at(-1)).toBe('?limit=50');
  });

  test.each([[0], [-1], [1.5], [Number.NaN], ['3']])(
    'refuses maxItems %j before anything is sent',
    async (maxItems) => {
      const { neon, asked } = neonOf(BOOK);
      const collecting = paginate(neon, listProjects).collect({ maxItems: maxItems as number });
      await expect(collecting).rejects.toMatchObject({ name: 'NeonUsageError' });
      expect(asked()).toEqual([]);
    },
  );

  test('refuses an operation without pages even if types are not checked', async () => {
    const { neon, asked } = neonOf(BOOK);
    const untyped = paginate as unknown as (
      neon: NeonCaller,
      list: OperationFunction<never, object> | (() => Promise<object>),
    ) => ReturnType<typeof paginate<undefined, { projects: object[]; pagination?: object }>>;
    await expect(untyped(neon, operations.getCurrentUserInfo).collect()).rejects.toThrow('getCurrentUserInfo does not');
    await expect(untyped(neon, async () => ({})).collect()).rejects.toThrow('This function does not return pages');
    expect(asked()).toEqual([]);
  });

  test('passes on call options, and refuses unknown ones', async () => {
    const { fetch, sent } = stubFetch(() => Response.json(projects(['a'])));
    const neon = createNeonClient({ apiKey: 'test-key', fetch });
    await paginate(neon, listProjects, {}, { headers: { 'x-request-id': 'mine' } }).collect();
    expect(sent[0]?.headers.get('x-request-id')).toBe('mine');
    await expect(paginate(neon, listProjects, {}, { timeout: 1 } as object).collect()).rejects.toThrow('timeoutMs');
  });

  test('works with any client that has a call method', async () => {
    const call = async (_: OperationDescriptor, params: object | undefined): Promise<object> =>
      'cursor' in { ...params } && (params as { cursor?: string }).cursor ? projects(['b']) : projects(['a'], '1');
    const found = await paginate({ call } as unknown as NeonCaller, listProjects).collect();
    expect(idsOf(found)).toEqual(['a', 'b']);
  });
});

describe('the table of item names', () => {
  test('covers the twelve list functions that are generated', async () => {
    const seen = new Map<string, Paging>();
    const call = async ({ id, page }: OperationDescriptor): Promise<void> => {
      if (page) seen.set(id, page);
    };
    for (const operation of Object.values(operations)) await operation({ call } as unknown as NeonCaller, {} as never);
    expect(seen.size).toBe(12);
    expect([...seen.keys()].sort()).toEqual(Object.keys(LISTS).sort());
    const names: Record<ItemsName, true> = {
      branches: true,
      custom_domains: true,
      functions: true,
      members: true,
      objects: true,
      operations: true,
      project_members: true,
      projects: true,
    };
    expect(new Set([...seen.values()].map(({ items }) => items))).toEqual(new Set(Object.keys(names)));
    expect(new Set([...seen.values()].map(({ next }) => next))).toEqual(
      new Set(['pagination.cursor', 'pagination.next', 'next_cursor']),
    );
  });
});

function memberBook(): NeonCaller {
  return neonOf({
    '': { members: [{ id: 1 }], pagination: { next: 'n' } },
    n: { members: [{ id: 2 }], pagination: {} },
  }).neon;
}

function objectBook(): NeonCaller {
  return neonOf({
    '': { objects: [{ id: 1 }], folders: [], next_cursor: 'f' },
    f: { objects: [], folders: ['x/'], next_cursor: 'g' },
    g: { objects: [{ id: 2 }], folders: [], next_cursor: '' },
  }).neon;
}

describe('stopping early', () => {
  test('by break requests no more pages', async () => {
    const { neon, asked } = neonOf(BOOK);
    for await (const _ of paginate(neon, listProjects)) break;
    expect(asked()).toHaveLength(1);
  });

  test('by break cancels a prefetched page', async () => {
    const { neon, signals } = slowNeon();
    for await (const _ of paginate(neon, listProjectBranches, { project_id: 'p' }, { prefetch: true })) break;
    expect([signals.length, signals.at(-1)?.aborted]).toEqual([2, true]);
  });

  test('by return() cancels the page that is being requested', async () => {
    const { neon, signals } = slowNeon();
    const walk = paginate(neon, listProjectBranches, { project_id: 'p' }).pages();
    await walk.next();
    const waiting = walk.next();
    await new Promise((resolve) => setImmediate(resolve));
    await walk.return(undefined);
    expect(await waiting).toEqual({ value: undefined, done: true });
    expect([signals.length, signals.at(-1)?.aborted]).toEqual([2, true]);
  });

  test('by a signal rejects with its reason, between items and during a request', async () => {
    const reason = new Error('enough');
    for (const afterItems of [0, 1, 2]) {
      const { neon } = slowNeon();
      const controller = new AbortController();
      const seen: object[] = [];
      const walking = (async () => {
        if (afterItems === 0) controller.abort(reason);
        const list = paginate(neon, listProjectBranches, { project_id: 'p' }, { signal: controller.signal });
        for await (const branch of list) {
          if (seen.push(branch) === afterItems) setImmediate(() => controller.abort(reason));
          if (afterItems === 1) await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
        }
      })();
      await expect(walking).rejects.toBe(reason);
      expect(seen).toHaveLength(afterItems);
    }
  });

  test('with prefetch requests the next page early, and throws its error when that page is read', async () => {
    let asked = 0;
    const { fetch } = stubFetch(() =>
      ++asked === 1 ? Response.json(projects(['a'], '1')) : Response.json({ code: '', message: 'no' }, { status: 403 }),
    );
    const neon = createNeonClient({ apiKey: 'test-key', fetch });
    const walk = paginate(neon, listProjects, {}, { prefetch: true })[Symbol.asyncIterator]();
    expect((await walk.next()).value).toEqual({ id: 'a' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toBe(2);
    await expect(walk.next()).rejects.toMatchObject({ status: 403 });
  });
});

/** A first page of two branches at once; the second page never arrives. */
function slowNeon(): { neon: NeonCaller; signals: AbortSignal[] } {
  const signals: AbortSignal[] = [];
  const fetch: typeof globalThis.fetch = async (url, init) => {
    if (init?.signal) signals.push(init.signal);
    if (!String(url).includes('cursor')) {
      return Response.json({ branches: [{ id: 'br-1' }, { id: 'br-2' }], pagination: { next: 'x' } });
    }
    return new Promise((_, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
    });
  };
  return { neon: createNeonClient({ apiKey: 'test-key', fetch }), signals };
}
