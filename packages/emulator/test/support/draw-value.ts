import { pick, type Random } from '../../src/support/index.ts';

/** A schema of the document as it is written, with `$ref` into the document. */
type Schema = Readonly<Record<string, unknown>>;

export interface DrawOptions {
  readonly document: object;
  readonly random: Random;
  /** The share of fields that break a rule, 0 to 1. */
  readonly wrong: number;
}

const JUNK: readonly unknown[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  1.5,
  1e12,
  2 ** 31,
  '',
  'x',
  ' 7 ',
  '1e3',
  'true',
  [],
  [null],
  {},
  { x: 1 },
  '😀'.repeat(40),
  'x'.repeat(3000),
];
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  'date-time': [
    '2026-03-01T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-03-01',
    '2026-12-31T23:59:60+00:00',
    '2026-03-01T10:00:00.5+02:00',
  ],
  uuid: ['8c4b2f0e-1234-4abc-9def-0123456789ab', 'not-a-uuid'],
  email: ['a@b.example', 'a@b', 'a b@c.example'],
  uri: ['https://a.example/b?c#d', 'a.example', 'urn:x:y', 'http://[::1]:80/'],
};

/** Draws a value that mostly fits the schema. Deep levels have only what is required. */
export function drawValue(given: unknown, options: DrawOptions, depth = 0): unknown {
  const { random, wrong, document } = options;
  if (random() < wrong) return structuredClone(pick(JUNK, random));
  const schema = follow(given as Schema, document);
  const parts = [
    ...listOf(schema.allOf),
    ...(listOf(schema.oneOf).length > 0 ? [pick(listOf(schema.oneOf), random)] : []),
  ];
  if (parts.length > 0) {
    const drawn = [{ ...schema, allOf: undefined, oneOf: undefined }, ...parts].map((part) =>
      drawValue(part, options, depth),
    );
    return drawn.every(isObject) ? Object.assign({}, ...drawn) : drawn.at(-1);
  }
  if (schema.nullable === true && random() < 0.2) return null;
  if (Array.isArray(schema.enum)) return pick(schema.enum, random);
  switch (schema.type) {
    case 'integer':
    case 'number':
      return drawNumber(schema, random);
    case 'boolean':
      return random() < 0.5;
    case 'string':
      return drawText(schema, random);
    case 'array': {
      const { minItems = 0 } = schema as { minItems?: number };
      const length = minItems + Math.floor(random() * (depth > 3 ? 1 : 3));
      return Array.from({ length }, () => drawValue(schema.items ?? {}, options, depth + 1));
    }
    default:
      return drawObject(schema, options, depth);
  }
}

function drawObject(schema: Schema, options: DrawOptions, depth: number): unknown {
  const { random, wrong } = options;
  const required = listOf(schema.required) as readonly unknown[] as readonly string[];
  const fields = Object.entries((schema.properties ?? {}) as Record<string, Schema>).filter(([name]) =>
    required.includes(name) ? random() >= wrong : depth < 4 && random() < 0.4,
  );
  const further = isObject(schema.additionalProperties) ? [['further', schema.additionalProperties] as const] : [];
  return Object.fromEntries(
    [...fields, ...further].map(([name, field]) => [name, drawValue(field, options, depth + 1)]),
  );
}

function drawNumber({ minimum = 0, maximum = 100 }: { minimum?: number; maximum?: number }, random: Random): number {
  return pick([minimum, maximum, minimum - 1, maximum + 1, Math.floor((minimum + maximum) / 2), minimum + 0.5], random);
}

function drawText(
  { format, minLength = 1, maxLength = 30 }: { format?: string; minLength?: number; maxLength?: number },
  random: Random,
): string {
  const given = format === undefined ? undefined : TEXTS[format];
  if (given) return pick(given, random);
  const length = pick([minLength, maxLength, minLength - 1, maxLength + 1, minLength + 1], random);
  return pick(['a', 'é', '😀', '1', '-'], random).repeat(Math.max(0, Math.min(length, 5000)));
}

function follow(schema: Schema, document: object): Schema {
  if (typeof schema.$ref !== 'string') return schema;
  const target = schema.$ref
    .slice(2)
    .split('/')
    .reduce<unknown>((value, step) => (value as Schema)[step], document);
  return follow(target as Schema, document);
}

function listOf(value: unknown): readonly Schema[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
