import { isObject, type Json, mapChildren, mapValues } from './json.ts';
import { keysIn, pointerTo, unescapeKey, valueAt } from './pointer.ts';

const SCHEMA_PREFIX = '#/components/schemas/';

/** Returns `Branch` for `#/components/schemas/Branch`; undefined for a reference to anything else. */
export function schemaName(reference: Json | undefined): string | undefined {
  return typeof reference === 'string' && reference.startsWith(SCHEMA_PREFIX)
    ? unescapeKey(reference.slice(SCHEMA_PREFIX.length))
    : undefined;
}

export function schemaReference(name: string): { readonly $ref: string } {
  return { $ref: SCHEMA_PREFIX + pointerTo([name]).slice(1) };
}

/** Returns the `$ref` of an object; undefined for a value without one. */
export function referenceOf(value: Json | undefined): string | undefined {
  const reference = isObject(value) ? value.$ref : undefined;
  return typeof reference === 'string' ? reference : undefined;
}

/** The end of a chain of references. */
export type Resolution =
  /** `reference` is the last one of the chain; undefined if the value was not a reference. */
  { readonly outcome: 'found'; readonly value: Json; readonly reference: string | undefined } | UnresolvedReference;

/** The reference at which a chain breaks. */
export interface UnresolvedReference {
  readonly outcome: 'missing' | 'circular' | 'external';
  readonly reference: string;
}

/** Follows the `$ref` of a value and of its targets, to the first value without one. */
export function resolveReference(root: Json, value: Json): Resolution {
  const seen = new Set<string>();
  for (let target = value, last: string | undefined; ; ) {
    const reference = referenceOf(target);
    if (reference === undefined) return { outcome: 'found', value: target, reference: last };
    if (!reference.startsWith('#/')) return { outcome: 'external', reference };
    if (seen.has(reference)) return { outcome: 'circular', reference };
    seen.add(reference);
    const next = valueAt(root, keysIn(reference));
    if (next === undefined) return { outcome: 'missing', reference };
    [target, last] = [next, reference];
  }
}

/** Returns the reference and why it cannot be followed, as the end of a sentence. */
export function describeUnresolved({ outcome, reference }: UnresolvedReference): string {
  return `${reference}, which ${REASONS[outcome]}. Fix the document.`;
}

const REASONS: Readonly<Record<UnresolvedReference['outcome'], string>> = {
  missing: 'does not exist',
  circular: 'is a circular reference',
  external: 'is outside the document',
};

/** Returns every `$ref` in a value. */
export function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === '$ref' && typeof child === 'string' ? [child] : referencesIn(child),
  );
}

/** Returns every `$ref` in a value and, recursively, in their targets in `root`. */
export function reachableReferences(root: Json, value: unknown): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = referencesIn(value);
  for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
    if (reached.has(reference)) continue;
    reached.add(reference);
    open.push(...referencesIn(valueAt(root, keysIn(reference))));
  }
  return reached;
}

/** Returns a copy of a value in which `rename` is applied to every `$ref` and every target of a discriminator mapping. */
export function renameReferences(value: Json, rename: (reference: string) => string): Json {
  return mapChildren(value, (child, key) => {
    if (key === '$ref' && typeof child === 'string') return rename(child);
    if (key !== 'discriminator' || !isObject(child) || !isObject(child.mapping)) return renameReferences(child, rename);
    const mapping = mapValues(child.mapping, (target) => (typeof target === 'string' ? rename(target) : target));
    return { ...child, mapping };
  });
}
