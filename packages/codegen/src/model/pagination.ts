import type { OpenApiDocument, Schema } from '../contract/index.ts';
import type { OperationModel } from './operation-model.ts';
import { itemsOf, propertiesOf } from './properties.ts';
import { resolve } from './references.ts';

/** The places where Neon puts the cursor of the next page, as paths into the response. */
const NEXT_CURSOR_PATHS = ['pagination.cursor', 'pagination.next', 'next_cursor'] as const;

export type NextCursorPath = (typeof NEXT_CURSOR_PATHS)[number];

/** What is needed to page through a list operation. */
export interface Paging {
  /** The response property that contains the items. */
  readonly items: string;
  readonly next: NextCursorPath;
  /** The largest page size; undefined if the document sets no maximum. */
  readonly max: number | undefined;
}

export function takesCursor(operation: OperationModel): boolean {
  return operation.queryParameters.some(({ name }) => name === 'cursor');
}

/** Returns undefined if the response does not contain the items or the next cursor in a supported place. */
export function pagingOf(document: OpenApiDocument, operation: OperationModel): Paging | undefined {
  const answer = operation.success[0]?.schema;
  if (answer === undefined || !takesCursor(operation)) return undefined;
  const next = NEXT_CURSOR_PATHS.find((path) => hasPath(document, answer, path.split('.')));
  // Responses also list ids and prefixes, which are strings and not items.
  const [items, ...others] = Object.entries(propertiesOf(document, answer))
    .filter(([, schema]) => hasProperties(document, itemsOf(document, schema)))
    .map(([name]) => name);
  if (next === undefined || items === undefined || others.length > 0) return undefined;
  return { items, next, max: largestPage(document, operation) };
}

function largestPage(document: OpenApiDocument, operation: OperationModel): number | undefined {
  const limit = operation.queryParameters.find(({ name }) => name === 'limit')?.schema;
  const maximum = limit && resolve(document, limit).maximum;
  return typeof maximum === 'number' ? maximum : undefined;
}

function hasPath(document: OpenApiDocument, schema: Schema, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true;
  const property = propertiesOf(document, schema)[key];
  return property !== undefined && hasPath(document, property, rest);
}

function hasProperties(document: OpenApiDocument, schema: Schema | undefined): boolean {
  return schema !== undefined && Object.keys(propertiesOf(document, schema)).length > 0;
}
