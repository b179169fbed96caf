import type { OpenApiDocument, Schema } from '../contract/index.ts';
import { listItems } from '../json/index.ts';
import { resolve } from './references.ts';

/** Returns the properties of an object schema by name, including those of every part of its `allOf`. */
export function propertiesOf(document: OpenApiDocument, schema: Schema): Record<string, Schema> {
  const { allOf, properties: own } = resolve(document, schema);
  const inherited = listItems(allOf).map((part) => propertiesOf(document, part as Schema));
  return Object.assign({}, ...inherited, own);
}

/** Returns the schema of a list's items; undefined if the schema is not a list. */
export function itemsOf(document: OpenApiDocument, schema: Schema): Schema | undefined {
  const { type, items } = resolve(document, schema);
  return type === 'array' ? resolve(document, items as Schema) : undefined;
}
