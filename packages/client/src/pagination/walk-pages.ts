import type { CallOptions, NeonCaller, OperationDescriptor, Paging } from '../client/index.ts';
import { NeonUsageError } from '../errors/index.ts';
import { unexpectedAnswer } from '../internal/index.ts';
import type { OperationFunction } from './paged-operation.ts';

// Of a cursor that an error quotes.
const MAX_QUOTED_LENGTH = 200;

/** A page and the items in it. */
export interface WalkedPage<Page> {
  readonly page: Page;
  readonly items: readonly unknown[];
}

export interface Walk<Params, Page> {
  readonly neon: NeonCaller;
  readonly list: OperationFunction<Params, Page>;
  readonly params: Params;
  readonly options: CallOptions;
  /** Request the next page while the current one is being used. */
  readonly prefetch: boolean;
  /** The largest page that is needed. */
  readonly maxLimit: number;
}

interface FetchedPage<Page> extends WalkedPage<Page> {
  readonly next: string | undefined;
}

/** Iterates over a list page by page. `options.signal` also cancels a prefetched page. */
export async function* walkPages<Params, Page extends object>(
  walk: Walk<Params, Page>,
): AsyncGenerator<WalkedPage<Page>, void, void> {
  const seenCursors = new Set<string>();
  let upcoming = fetchPage(walk, undefined, seenCursors);
  for (;;) {
    const { next, ...walked } = await upcoming;
    const more = (): Promise<FetchedPage<Page>> => fetchPage(walk, next, seenCursors);
    if (next !== undefined && walk.prefetch) {
      upcoming = more();
      // An error is thrown when the page is read, or never if the reader leaves before.
      upcoming.catch(() => undefined);
    }
    yield walked;
    if (next === undefined) return;
    if (!walk.prefetch) upcoming = more();
  }
}

async function fetchPage<Params, Page extends object>(
  { neon, list, params, options, maxLimit }: Walk<Params, Page>,
  cursor: string | undefined,
  seenCursors: Set<string>,
): Promise<FetchedPage<Page>> {
  let operation: (OperationDescriptor & { readonly page: Paging }) | undefined;
  // The operation function calls this instead of the client and so reveals its descriptor; no table is needed.
  const call = (descriptor: OperationDescriptor, given: object | undefined, callOptions?: CallOptions) => {
    const { page } = descriptor;
    if (page === undefined) throw notInPages(descriptor.id);
    operation = { ...descriptor, page };
    const { cursor: start, limit = largestPage(page, maxLimit) } = (given ?? {}) as { cursor?: string; limit?: number };
    if (start !== undefined) seenCursors.add(start);
    return neon.call(descriptor, { ...given, limit, cursor: cursor ?? start }, callOptions);
  };
  const page = await list({ ...neon, call } as NeonCaller, params, options);
  if (operation === undefined) throw notInPages('This function');

  const items = (Object(page) as Record<string, unknown>)[operation.page.items];
  if (!Array.isArray(items)) throw unexpectedAnswer(operation, `the response has no ${operation.page.items} array`);
  const next = endsTheList(page, items.length, operation.page) ? undefined : readNextCursor(page, operation.page);
  if (next !== undefined) {
    if (seenCursors.has(next)) {
      const cursor = JSON.stringify(next.slice(0, MAX_QUOTED_LENGTH));
      throw unexpectedAnswer(operation, `the cursor ${cursor} repeats, so the list would never end`);
    }
    seenCursors.add(next);
  }
  return { page, items, next };
}

function largestPage({ max }: Paging, maxLimit: number): number | undefined {
  const limit = Math.min(max ?? maxLimit, maxLimit);
  return Number.isFinite(limit) ? limit : undefined;
}

function notInPages(name: string): NeonUsageError {
  return new NeonUsageError(`paginate: ${name} does not return pages. Call it directly.`);
}

/** Returns the cursor of the next page, or undefined at the end of the list. */
function readNextCursor(page: object, { next }: Pick<Paging, 'next'>): string | undefined {
  let value: unknown = page;
  for (const name of next.split('.')) value = (Object(value) as Record<string, unknown>)[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * Returns whether a page is the last because it has no items; Neon repeats the cursor past the end. Exceptions: objects
 * of a bucket, whose page may contain only folders, and pages from which Neon left items out.
 */
function endsTheList(page: object, itemCount: number, { next }: Pick<Paging, 'next'>): boolean {
  const { unavailable_project_ids: leftOut } = page as { unavailable_project_ids?: unknown };
  return itemCount === 0 && next !== 'next_cursor' && !(Array.isArray(leftOut) && leftOut.length > 0);
}
