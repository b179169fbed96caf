import type { Json, JsonObject } from '../contract/index.ts';

const SCHEMA_PREFIX = '#/components/schemas/';

/** `Branch` for `#/components/schemas/Branch`; undefined for a reference to anything else. */
export function schemaName(reference: Json | undefined): string | undefined {
  return typeof reference === 'string' && reference.startsWith(SCHEMA_PREFIX)
    ? reference.slice(SCHEMA_PREFIX.length)
    : undefined;
}

export function schemaReference(name: string): JsonObject {
  return { $ref: SCHEMA_PREFIX + name };
}

/** Every reference below a value. */
export function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === '$ref' && typeof child === 'string' ? [child] : referencesIn(child),
  );
}
