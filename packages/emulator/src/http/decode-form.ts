import { badRequest } from '../errors/index.ts';

const MAX_DEPTH = 16;
const MAX_FIELDS = 10_000;

/** One level of a form: the value of each name, in the order of the names. */
type Level = Map<string, Level | string | string[]>;

/**
 * Decodes a form: `a[b]=1` is `{ a: { b: '1' } }`; `a[]=1&a[]=2` and `a[0]=1&a[1]=2` are lists; `a[][b]=1&a[][c]=2` is
 * one item until a name repeats. Values stay strings; the schema decides their types.
 */
export function decodeForm(text: string): unknown {
  const root: Level = new Map();
  let fields = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    fields += 1;
    if (fields > MAX_FIELDS) throw badRequest(`body has more than ${MAX_FIELDS} fields`);
    put(root, splitName(name), value);
  }
  return toValue(root);
}

/** Splits `a[b][]` into `a`, `b` and an empty step. */
function splitName(name: string): readonly string[] {
  const [, first = '', rest = ''] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name) ?? [];
  if (first === '') throw badRequest(`body has a field "${name.slice(0, 60)}" with unbalanced brackets`);
  const steps = [first, ...rest.slice(1, -1).split('][')].slice(0, rest === '' ? 1 : undefined);
  if (steps.length > MAX_DEPTH) throw badRequest(`body is nested deeper than ${MAX_DEPTH} levels`);
  return steps;
}

function put(level: Level, [step = '', ...rest]: readonly string[], value: string): void {
  const key = step === '' ? nextIndex(level, rest) : step;
  const there = level.get(key);
  if (rest.length > 0) {
    if (there !== undefined && !(there instanceof Map)) throw badRequest(`body gives "${key}" both a value and fields`);
    const below: Level = there ?? new Map();
    level.set(key, below);
    put(below, rest, value);
  } else if (there === undefined) {
    level.set(key, value);
  } else {
    if (there instanceof Map) throw badRequest(`body gives "${key}" both a value and fields`);
    if (Array.isArray(there)) there.push(value);
    else level.set(key, [there, value]);
  }
}

/** Returns the index for `[]`: a new item, unless the last item has no value at this place yet. */
function nextIndex(level: Level, rest: readonly string[]): string {
  const last = level.get(String(level.size - 1));
  const lacksIt = rest.length > 0 && last instanceof Map && lacks(last, rest);
  return String(lacksIt ? level.size - 1 : level.size);
}

function lacks(level: Level, [step = '', ...rest]: readonly string[]): boolean {
  if (step === '') return true;
  const there = level.get(step);
  return there === undefined || (rest.length > 0 && there instanceof Map && lacks(there, rest));
}

function toValue(level: Level): unknown {
  const entries = [...level].map(([name, value]) => [name, value instanceof Map ? toValue(value) : value] as const);
  const isList = entries.length > 0 && entries.every(([name]) => /^\d{1,9}$/.test(name));
  if (!isList) return Object.fromEntries(entries);
  return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value);
}
