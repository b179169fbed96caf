import { dereference, type OpenApiDocument } from '../contract/index.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly nullable?: boolean;
  readonly example?: unknown;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

const MAX_DEPTH = 8;

/** Returns an example value of this schema: its own example, or one built from those of its parts. */
export function exampleOf(document: OpenApiDocument, given: object, depth = 0): unknown {
  const schema = dereference<Schema>(document, given);
  const { example, default: preset, enum: allowed, allOf, oneOf, anyOf } = schema;
  if (example !== undefined) return example;
  if (preset !== undefined) return preset;
  if (allowed) return allowed[0];
  if (depth > MAX_DEPTH) return null;
  const of = (part: Schema): unknown => exampleOf(document, part, depth + 1);
  if (allOf) return Object.assign({}, ...allOf.map(of), ownExample(schema, of));
  const [first] = oneOf ?? anyOf ?? [];
  return first ? of(first) : ownExample(schema, of);
}

function ownExample(schema: Schema, of: (part: Schema) => unknown): unknown {
  const { type, format, properties, items, minimum } = schema;
  if (properties) return Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, of(part)]));
  switch (type) {
    case 'array':
      return items ? [of(items)] : [];
    case 'integer':
    case 'number':
      return minimum ?? 0;
    case 'boolean':
      return false;
    case 'string':
      return TEXTS[format ?? ''] ?? 'string';
    default:
      return {};
  }
}

const TEXTS: Readonly<Record<string, string>> = {
  'date-time': '2030-01-01T00:00:00Z',
  date: '2030-01-01',
  email: 'developer@example.com',
  uri: 'https://example.com',
  url: 'https://example.com',
  uuid: '00000000-0000-4000-8000-000000000000',
};
