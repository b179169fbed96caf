import { badRequest } from '../../errors/index.ts';
import { fromBase64Url, toBase64Url } from '../../support/index.ts';

/** The position of an item in a sorted list: its sort value, then its id. */
type Position = readonly [sortValue: string, id: string];

export interface Page<Item> {
  readonly items: Item[];
  /** The position of the last item; undefined for an empty page. */
  readonly cursor: string | undefined;
  readonly hasMore: boolean;
}

export interface PageRequest<Item> {
  readonly positionOf: (item: Item) => Position;
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** Cuts out one page. A cursor holds a position, not an index, so it stays valid when items are added or removed. */
export function paginate<Item>(
  items: readonly Item[],
  { positionOf, order, limit, cursor }: PageRequest<Item>,
): Page<Item> {
  const direction = order === 'asc' ? 1 : -1;
  const compare = (a: Position, b: Position): number => direction * comparePositions(a, b);
  const sorted = [...items].sort((a, b) => compare(positionOf(a), positionOf(b)));
  const from = cursor === undefined || cursor === '' ? undefined : decodeCursor(cursor);
  const rest = from ? sorted.filter((item) => compare(positionOf(item), from) > 0) : sorted;
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page,
    cursor: last === undefined ? undefined : encodeCursor(positionOf(last)),
    hasMore: rest.length > page.length,
  };
}

/** Returns the caller's page size if it is valid, or else `usual` (default: the largest allowed). */
export function requirePageSize(limit: number | undefined, largest: number, usual: number = largest): number {
  const size = limit ?? usual;
  if (!Number.isInteger(size) || size < 1 || size > largest) {
    throw badRequest(`limit must be an integer from 1 to ${largest}`);
  }
  return size;
}

/** For projects, operations and consumption: shows the position of the last item, even on the last page. */
export function showCursor({ cursor }: Page<unknown>): { pagination?: { cursor: string } } {
  return cursor === undefined ? {} : { pagination: { cursor } };
}

/** For branches, functions and members: shows a cursor only if there are more items. */
export function showNext({ cursor, hasMore }: Page<unknown>): { next?: string } {
  return hasMore && cursor !== undefined ? { next: cursor } : {};
}

function comparePositions([a, idA]: Position, [b, idB]: Position): number {
  return compareText(a, b) || compareText(idA, idB);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function encodeCursor(position: Position): string {
  return toBase64Url(JSON.stringify(position));
}

function decodeCursor(cursor: string): Position {
  try {
    const [sortValue, id] = JSON.parse(fromBase64Url(cursor) ?? '') as unknown[];
    if (typeof sortValue === 'string' && typeof id === 'string') return [sortValue, id];
  } catch {
    // Falls through: a cursor that cannot be decoded is not one of ours.
  }
  throw badRequest('parameter.cursor is invalid; pass the cursor of an earlier page');
}
