import { CodegenError } from '../codegen-error.ts';
import type { OpenApiDocument, Schema } from '../contract/index.ts';
import {
  describeUnresolved,
  type Json,
  type Keys,
  keysIn,
  pointerTo,
  referenceOf,
  resolveReference,
  schemaName,
} from '../json/index.ts';

/** A part of a document, and the JSON pointer to it. */
export interface Located<T = Schema> {
  readonly document: OpenApiDocument;
  readonly value: T;
  readonly pointer: string;
}

/** Returns the part below `parent` at `keys`, which must exist. */
export function below<T = Schema>(parent: Located<unknown>, ...keys: Keys): Located<T> {
  const value = keys.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], parent.value);
  return { document: parent.document, value: value as T, pointer: parent.pointer + pointerTo(keys) };
}

export function locate<T = Schema>(document: OpenApiDocument, ...keys: Keys): Located<T> {
  return below({ document, value: document, pointer: '' }, ...keys);
}

/** Returns the part at a JSON pointer, which must exist. */
export function locateAt(document: OpenApiDocument, pointer: string): Located<unknown> {
  return locate(document, ...keysIn(pointer));
}

/** Returns the part itself, or the target of its `$ref`. */
export function followed<T>(part: Located<T>): Located<T> {
  const resolution = resolveReference(part.document, part.value as Json);
  if (resolution.outcome !== 'found') {
    throw new CodegenError(`${part.pointer} refers to ${describeUnresolved(resolution)}`);
  }
  const { value, reference } = resolution;
  return reference === undefined ? part : { ...part, value: value as T, pointer: pointerTo(keysIn(reference)) };
}

/** Returns `Branch` for a part that is only a reference to the schema of that name. */
export function schemaNameOf({ value }: Located<unknown>): string | undefined {
  return schemaName(referenceOf(value as Json));
}
