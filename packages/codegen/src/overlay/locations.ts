import { isList, isObject, type Json, type JsonObject, type Keys, valueAt } from '../json/index.ts';
import type { Step } from './json-path.ts';

/** Returns the locations of the values that the steps select, in document order. */
export function locationsOf(root: Json, steps: readonly Step[]): Keys[] {
  return steps.reduce<Keys[]>(
    (locations, step) =>
      locations.flatMap((location) =>
        members(valueAt(root, location) ?? null)
          .filter(([key, value]) => isSelected(step, key, value))
          .map(([key]) => [...location, key]),
      ),
    [[]],
  );
}

/** Returns the root with another value at one place or, for undefined, without the value there. */
export function replaceAt(root: Json, [key, ...rest]: Keys, value: Json | undefined): Json | undefined {
  if (key === undefined) return value;
  const child = replaceAt(valueAt(root, [key]) ?? null, rest, value);
  if (isList(root)) {
    return root.flatMap((item, index) => (index !== key ? [item] : child === undefined ? [] : [child]));
  }
  const entries = Object.entries(root as JsonObject).flatMap(([name, old]): [string, Json][] =>
    name !== key ? [[name, old]] : child === undefined ? [] : [[name, child]],
  );
  return Object.fromEntries(entries);
}

function members(value: Json): [string | number, Json][] {
  if (isList(value)) return [...value.entries()];
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
