import type { BucketObject, BucketObjectsListResponse } from '@neon-api/types';
import { badRequest } from '../../errors/index.ts';
import type { ObjectRecord } from '../../state/index.ts';
import { fromBase64Url, toBase64Url } from '../../support/index.ts';

export interface ListRequest {
  readonly prefix: string;
  readonly delimiter: string | undefined;
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** One entry of a listing: an object, or a folder for all keys with the same prefix. */
type Entry =
  | { readonly name: string; readonly object: ObjectRecord }
  | { readonly name: string; readonly object?: undefined };

/**
 * Lists objects by name. Spec: keys collapse to `folders` at the delimiter after the prefix. The cursor is the last
 * name of the page, so it stays valid when objects are added or removed.
 */
export function listObjects(
  objects: readonly ObjectRecord[],
  { prefix, delimiter, limit, cursor }: ListRequest,
): BucketObjectsListResponse {
  const after = cursor === undefined || cursor === '' ? undefined : decodeCursor(cursor);
  const entries = collapse(
    objects.filter(({ key }) => key.startsWith(prefix)),
    prefix,
    delimiter,
  ).filter(({ name }) => after === undefined || name > after);
  const page = entries.slice(0, limit);
  const last = page.at(-1);
  const isTruncated = entries.length > page.length;
  return {
    objects: page.flatMap(({ object }) => (object ? [showObject(object)] : [])),
    folders: page.flatMap(({ name, object }) => (object ? [] : [name])),
    prefix,
    is_truncated: isTruncated,
    ...(isTruncated && last ? { next_cursor: toBase64Url(last.name) } : {}),
  };
}

function collapse(objects: readonly ObjectRecord[], prefix: string, delimiter: string | undefined): Entry[] {
  const entries = new Map<string, Entry>();
  for (const object of objects) {
    const cut = delimiter ? object.key.indexOf(delimiter, prefix.length) : -1;
    const name = cut < 0 ? object.key : object.key.slice(0, cut + (delimiter?.length ?? 0));
    if (!entries.has(name)) entries.set(name, cut < 0 ? { name, object } : { name });
  }
  return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function showObject({ key, sizeBytes, digest, lastModified }: ObjectRecord): BucketObject {
  return { key, size: sizeBytes, etag: digest.slice(0, 32), last_modified: lastModified };
}

function decodeCursor(cursor: string): string {
  const name = fromBase64Url(cursor);
  if (name !== undefined && toBase64Url(name) === cursor) return name;
  throw badRequest('parameter.cursor is invalid; pass the cursor of an earlier page');
}
