export type TypeName = 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'array' | 'object';

/** Whether a value has this type of JSON Schema. */
export const HAS_TYPE: Readonly<Record<TypeName, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  // JSON reads 1e999 as infinity, which ajv counts as an integer.
  integer: (value) => typeof value === 'number' && !(value % 1) && !Number.isNaN(value),
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  array: Array.isArray,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

export function typesOf({ type }: { readonly type?: unknown }): readonly TypeName[] {
  return (Array.isArray(type) ? type : type === undefined ? [] : [type]) as TypeName[];
}

/** How each type reads a value of another type, with the rules of ajv; undefined if it cannot. */
const COERCE: Readonly<Partial<Record<TypeName, (value: unknown) => unknown>>> = {
  string: (value) =>
    typeof value === 'number' || typeof value === 'boolean' ? String(value) : value === null ? '' : undefined,
  number: readNumber,
  integer: (value) => {
    const number = readNumber(value);
    return number !== undefined && !(number % 1) ? number : undefined;
  },
  boolean: (value) => (value === 'true' || value === 1 ? true : FALSE.includes(value) ? false : undefined),
  null: (value) => (value === '' || value === 0 || value === false ? null : undefined),
};

const FALSE: readonly unknown[] = ['false', 0, null];

/** Also reads "1e3" and " 7 ", as JavaScript does. */
function readNumber(value: unknown): number | undefined {
  if (typeof value === 'boolean' || value === null) return Number(value);
  return typeof value === 'string' && value !== '' && !Number.isNaN(Number(value)) ? Number(value) : undefined;
}

/** Returns the value as the first type that can read it; undefined if none can. */
export function coerce(value: unknown, types: readonly TypeName[]): unknown {
  for (const type of types) {
    const read = COERCE[type]?.(value);
    if (read !== undefined) return read;
  }
  return undefined;
}

export function canCoerce(types: readonly TypeName[]): boolean {
  return types.some((type) => type in COERCE);
}
