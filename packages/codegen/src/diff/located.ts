import { CodegenError } from '../codegen-error.ts';
import type { Json, JsonObject, OpenApiDocument, Schema } from '../contract/index.ts';

/** A part of a document, and the JSON pointer to it. */
export interface Located<T = Schema> {
  readonly document: OpenApiDocument;
  readonly value: T;
  readonly pointer: string;
}

/** The part below `parent` at `keys`, which must be there. */
export function below<T = Schema>(parent: Located<unknown>, ...keys: readonly (string | number)[]): Located<T> {
  const value = keys.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], parent.value);
  return { document: parent.document, value: value as T, pointer: parent.pointer + pointerOf(keys) };
}

export function locate<T = Schema>(document: OpenApiDocument, ...keys: readonly (string | number)[]): Located<T> {
  return below({ document, value: document, pointer: '' }, ...keys);
}

/** The part at a JSON pointer that leads somewhere. */
export function locateAt(document: OpenApiDocument, pointer: string): Located<unknown> {
  return locate(document, ...pointer.split('/').slice(1).map(unescapeKey));
}

/** The part itself, or what its `$ref` leads to. */
export function followed<T>(part: Located<T>, seen: readonly string[] = []): Located<T> {
  const reference = referenceOf(part.value);
  if (reference === undefined) return part;
  const keys = reference.replace(/^#\//, '').split('/').map(unescapeKey);
  const value = keys.reduce<Json | undefined>(child, part.document as unknown as JsonObject);
  if (value === undefined || !reference.startsWith('#/') || seen.includes(reference)) {
    throw new CodegenError(`${part.pointer} refers to ${reference}, which leads nowhere. Mend the document.`);
  }
  return followed({ ...part, value: value as T, pointer: pointerOf(keys) }, [...seen, reference]);
}

/** `Branch` for a part that is just a reference to the schema of that name. */
export function schemaName(part: Located<unknown>): string | undefined {
  const reference = referenceOf(part.value);
  return reference?.startsWith(SCHEMAS) ? unescapeKey(reference.slice(SCHEMAS.length)) : undefined;
}

const SCHEMAS = '#/components/schemas/';

function referenceOf(value: unknown): string | undefined {
  const reference = typeof value === 'object' && value !== null && '$ref' in value ? value.$ref : undefined;
  return typeof reference === 'string' ? reference : undefined;
}

function child(value: Json | undefined, key: string): Json | undefined {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as JsonObject)[key]
    : undefined;
}

function pointerOf(keys: readonly (string | number)[]): string {
  return keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function unescapeKey(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}
