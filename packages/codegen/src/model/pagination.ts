import type { OpenApiDocument, Schema } from '../contract/index.ts';
import type { OperationModel } from './operation-model.ts';
import { resolve } from './references.ts';

/** The places where Neon puts the cursor of the next page, as paths into the response. */
const DIALECTS = {
  cursor: ['pagination', 'cursor'],
  next: ['pagination', 'next'],
  nextCursor: ['next_cursor'],
} as const;

export type PaginationDialect = keyof typeof DIALECTS;

export function takesCursor(operation: OperationModel): boolean {
  return operation.queryParameters.some(({ name }) => name === 'cursor');
}

/** How the answers of a listing operation name the next page; undefined when they do it in no known way. */
export function paginationDialect(document: OpenApiDocument, operation: OperationModel): PaginationDialect | undefined {
  const answer = operation.success[0]?.schema;
  return (Object.keys(DIALECTS) as PaginationDialect[]).find((dialect) => hasPath(document, answer, DIALECTS[dialect]));
}

function hasPath(document: OpenApiDocument, schema: Schema | undefined, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true;
  const property = schema && properties(document, schema)[key];
  return property !== undefined && hasPath(document, property, rest);
}

function properties(document: OpenApiDocument, schema: Schema): Record<string, Schema> {
  const { allOf, properties: own } = resolve(document, schema);
  const inherited = Array.isArray(allOf) ? allOf.map((part) => properties(document, part as Schema)) : [];
  return Object.assign({}, ...inherited, own);
}
