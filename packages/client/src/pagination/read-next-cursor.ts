import type { Paging } from '../client/index.ts';

/** The cursor of the page after this one; undefined where the list ends. */
export function readNextCursor(page: object, { next }: Pick<Paging, 'next'>): string | undefined {
  let value: unknown = page;
  for (const name of next.split('.')) value = (Object(value) as Record<string, unknown>)[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * Whether a page without items is the last, whatever cursor comes with it: Neon repeats a cursor past the end.
 * Not so for objects of a bucket, whose page may hold nothing but folders, nor where Neon says that it left items out.
 */
export function endsTheList(page: object, itemCount: number, { next }: Pick<Paging, 'next'>): boolean {
  const { unavailable_project_ids: leftOut } = page as { unavailable_project_ids?: unknown };
  return itemCount === 0 && next !== 'next_cursor' && !(Array.isArray(leftOut) && leftOut.length > 0);
}
