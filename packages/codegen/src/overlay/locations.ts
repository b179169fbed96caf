import type { Json, JsonObject } from '../contract/index.ts';
import type { Step } from './json-path.ts';

/** Keys and indices that lead from the root to one value. */
export type Location = readonly (string | number)[];

/** Where the values stand that the steps select, in the order of the document. */
export function locationsOf(root: Json, steps: readonly Step[]): Location[] {
  return steps.reduce<Location[]>(
    (locations, step) =>
      locations.flatMap((location) =>
        members(valueAt(root, location) ?? null)
          .filter(([key, value]) => isSelected(step, key, value))
          .map(([key]) => [...location, key]),
      ),
    [[]],
  );
}

export function valueAt(root: Json, location: Location): Json | undefined {
  return location.reduce<Json | undefined>((value, key) => {
    if (Array.isArray(value)) return (value as readonly Json[])[key as number];
    return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, root);
}

/** The root with another value at one place, or, for undefined, without what stood there. */
export function replaceAt(root: Json, [key, ...rest]: Location, value: Json | undefined): Json | undefined {
  if (key === undefined) return value;
  const child = replaceAt(valueAt(root, [key]) ?? null, rest, value);
  if (Array.isArray(root)) {
    return (root as readonly Json[]).flatMap((item, index) =>
      index !== key ? [item] : child === undefined ? [] : [child],
    );
  }
  const entries = Object.entries(root as JsonObject).flatMap(([name, old]): [string, Json][] =>
    name !== key ? [[name, old]] : child === undefined ? [] : [[name, child]],
  );
  return Object.fromEntries(entries);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function members(value: Json): [string | number, Json][] {
  if (Array.isArray(value)) return [...(value as readonly Json[]).entries()];
  return isObject(value) ? Object.entries(value) : [];
}

function isSelected(step: Step, key: string | number, value: Json): boolean {
  switch (step.kind) {
    case 'all':
      return true;
    case 'name':
    case 'index':
      return key === (step.kind === 'name' ? step.name : step.index);
    case 'filter':
      return valueAt(value, step.members) === step.equals;
  }
}
