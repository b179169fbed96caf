import type { OpenApiDocument, Schema } from '../contract/index.ts';
import { listItems } from '../json/index.ts';
import { resolve } from './references.ts';

/** The properties of an object schema by name, its own and those of every part of its `allOf`. */
export function propertiesOf(document: OpenApiDocument, schema: Schema): Record<string, Schema> {
  const { allOf, properties: own } = resolve(document, schema);
  const inherited = listItems(allOf).map((part) => propertiesOf(document, part as Schema));
  return Object.assign({}, ...inherited, own);
}

/** The schema of a list's items; undefined for anything but a list. */
export function itemsOf(document: OpenApiDocument, schema: Schema): Schema | undefined {
  const { type, items } = resolve(document, schema);
  return type === 'array' ? resolve(document, items as Schema) : undefined;
}
