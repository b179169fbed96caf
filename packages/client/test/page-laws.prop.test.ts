import { createVirtualClock, type VirtualClock } from '@neon-api/ground';
import { propertyRuns } from '@neon-api/ground/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listProjectBranches, listProjects } from '../src/generated/operations.ts';
import { createNeonClient, paginate } from '../src/index.ts';

type Fault = 'ok' | 'reset' | 'hang' | 'unavailable' | 'html' | 'cut' | 'null';

interface Listing {
  readonly itemCount: number;
  readonly pageSize: number;
  /** Whether the last full page, or a short one, still carries a cursor. */
  readonly cursorAtTheEnd: boolean;
  readonly dialect: 'cursor' | 'next';
}

const listings = fc.record<Listing>({
  itemCount: fc.integer({ min: 0, max: 40 }),
  pageSize: fc.integer({ min: 1, max: 12 }),
  cursorAtTheEnd: fc.boolean(),
  dialect: fc.constantFrom('cursor', 'next'),
});
const faults = fc.array(fc.constantFrom<Fault>('ok', 'ok', 'reset', 'hang', 'unavailable', 'html', 'cut', 'null'), {
  maxLength: 20,
});
const idsUpTo = (count: number): string[] => Array.from({ length: count }, (_, index) => `id-${index}`);

interface Served {
  readonly clock: VirtualClock;
  /** Iterates over the list; the items that arrive are in `seen`, even if it fails. */
  readonly walk: (signal?: AbortSignal) => Promise<void>;
  readonly seen: string[];
  readonly running: () => number;
}

function serve(
  { itemCount, pageSize, cursorAtTheEnd, dialect }: Listing,
  script: readonly Fault[],
  prefetch: boolean,
): Served {
  const clock = createVirtualClock();
  const seen: string[] = [];
  let asked = 0;
  let running = 0;
  const answer = async (url: string, fault: Fault, signal: AbortSignal | null | undefined): Promise<Response> => {
    if (fault === 'hang' && !signal?.aborted) {
      await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
    }
    await undefined;
    if (signal?.aborted) throw signal.reason;
    if (fault === 'reset') throw new TypeError('fetch failed');
    if (fault === 'unavailable') return Response.json({ code: '', message: 'again' }, { status: 503 });
    if (fault === 'html') return new Response('<p>', { headers: { 'content-type': 'text/html' } });
    if (fault === 'null') return Response.json(null);
    const from = Number(new URL(url).searchParams.get('cursor') ?? 0);
    const items = idsUpTo(itemCount).slice(from, from + pageSize);
    const next = String(from + items.length);
    const more = from + items.length < itemCount || cursorAtTheEnd;
    const body = {
      [dialect === 'cursor' ? 'projects' : 'branches']: items.map((id) => ({ id })),
      ...(more && { pagination: { [dialect]: next } }),
    };
    const text = JSON.stringify(body);
    return new Response(fault === 'cut' ? text.slice(0, -3) : text, {
      headers: { 'content-type': 'application/json' },
    });
  };
  const neon = createNeonClient({
    apiKey: 'test-key',
    clock,
    random: () => 0.5,
    fetch: async (url, init) => {
      running++;
      try {
        return await answer(String(url), script[asked++] ?? 'ok', init?.signal);
      } finally {
        running--;
      }
    },
  });
  const walk = async (signal?: AbortSignal): Promise<void> => {
    const options = { prefetch, signal };
    const list: AsyncIterable<{ id: string }> =
      dialect === 'cursor'
        ? paginate(neon, listProjects, {}, options)
        : paginate(neon, listProjectBranches, { project_id: 'p' }, options);
    for await (const { id } of list) {
      seen.push(id);
      await undefined;
    }
  };
  return { clock, seen, walk, running: () => running };
}

describe('an iteration over pages', () => {
  test('returns every item once, or fails after a part of them, whatever the faults', async () => {
    await fc.assert(
      fc.asyncProperty(listings, faults, fc.boolean(), async (listing, script, prefetch) => {
        const { clock, seen, walk, running } = serve(listing, script, prefetch);
        const error = await clock.advanceUntil(walk().catch((thrown: unknown) => thrown));
        expect(seen).toEqual(idsUpTo(error ? seen.length : listing.itemCount));
        if (error) expect(error).toMatchObject({ name: expect.stringMatching(/^Neon(Api|Network|Timeout)Error$/) });
        expect([clock.timers.size, running()]).toEqual([0, 0]);
      }),
      propertyRuns(),
    );
  });

  test('does not fail because of transient faults', async () => {
    const passing = fc
      .array(fc.constantFrom<Fault>('reset', 'unavailable'), { maxLength: 10 })
      .map((found) => found.flatMap((fault): Fault[] => [fault, 'ok']));
    await fc.assert(
      fc.asyncProperty(listings, passing, fc.boolean(), async (listing, script, prefetch) => {
        const { clock, seen, walk } = serve(listing, script, prefetch);
        await clock.advanceUntil(walk());
        expect(seen).toEqual(idsUpTo(listing.itemCount));
      }),
      propertyRuns(),
    );
  });

  test('ends within one turn after an abort at any step, and leaves no timer and no request', async () => {
    await fc.assert(
      fc.asyncProperty(listings, faults, fc.boolean(), fc.nat(30), async (listing, script, prefetch, steps) => {
        const { clock, walk, running } = serve(listing, script, prefetch);
        const controller = new AbortController();
        let over = false;
        const walking = walk(controller.signal)
          .catch((thrown: unknown) => thrown)
          .finally(() => {
            over = true;
          });
        for (let step = 0; step < steps && !over; step++) await undefined;
        controller.abort(new Error('enough'));
        await new Promise((resolve) => setImmediate(resolve));
        expect(over).toBe(true);
        await walking;
        expect([clock.timers.size, running()]).toEqual([0, 0]);
      }),
      propertyRuns(),
    );
  });
});
