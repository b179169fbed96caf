import type { State } from './records.ts';

/** Where something stands in the state: field names, keys of maps, indexes of lists. */
type Path = readonly (string | number)[];

/**
 * One change as JSON has it: `[path]` removes what stands there, `[path, value]` puts a value there, and
 * `[path, fields, maps, lists]` puts a record there whose maps and lists come entry by entry.
 */
export type Change =
  | readonly [path: Path]
  | readonly [path: Path, value: unknown]
  | readonly [path: Path, fields: object, maps: readonly string[], lists: readonly string[]];

/** Which projects may have changed; what stands outside of projects is always looked at. */
export type Scope = 'everything' | ReadonlySet<string>;

/** Remembers what was written last, so that only what differs is written again. */
export interface ChangeFinder {
  /** The changes since the last call, each as JSON text. */
  find(state: State, scope: Scope): string[];
  /** Makes the next `find` report everything. */
  forget(): void;
}

type Section = Map<string, string>;

export function createChangeFinder(): ChangeFinder {
  let root: Section = new Map();
  let projects = new Map<string, Section>();

  function findGone({ projects: present }: State): string[] {
    const gone = [...projects.keys()].filter((id) => !present.has(id));
    for (const id of gone) projects.delete(id);
    return gone.map((id) => JSON.stringify([['projects', id]] satisfies Change));
  }

  return {
    find(state, scope) {
      const { projects: present, ...outside } = state;
      const rootNow = flatten([], { ...outside, projects: new Map() });
      const changes = [...findGone(state), ...compare(root, rootNow)];
      root = rootNow;
      for (const id of scope === 'everything' ? present.keys() : scope) {
        const record = present.get(id);
        if (!record) continue;
        const now = flatten(['projects', id], record);
        changes.push(...compare(projects.get(id) ?? new Map(), now));
        projects.set(id, now);
      }
      return changes;
    },
    forget() {
      root = new Map();
      projects = new Map();
    },
  };
}

/** By path, the change that would put each part of a record there. A map or a list below those is not looked into. */
function flatten(path: Path, record: object): Section {
  const fields: Record<string, unknown> = {};
  const maps: string[] = [];
  const lists: string[] = [];
  const parts: [Path, unknown][] = [];
  for (const [name, value] of Object.entries(record)) {
    if (value instanceof Map) {
      maps.push(name);
      for (const [key, item] of value) parts.push([[...path, name, key as string], item]);
    } else if (Array.isArray(value)) {
      lists.push(name);
      for (const [index, item] of value.entries()) parts.push([[...path, name, index], item]);
    } else {
      fields[name] = value;
    }
  }
  const own = JSON.stringify([path, fields, maps, lists] satisfies Change);
  return new Map([
    [JSON.stringify(path), own],
    ...parts.map(([place, value]): [string, string] => {
      const key = JSON.stringify(place);
      return [key, `[${key},${JSON.stringify(value)}]`];
    }),
  ]);
}

function compare(before: Section, now: Section): string[] {
  const changes: string[] = [];
  for (const key of before.keys()) if (!now.has(key)) changes.push(`[${key}]`);
  for (const [key, text] of now) if (before.get(key) !== text) changes.push(text);
  return changes;
}

/** The reverse: carries changes out on a state, or on an empty object that becomes one. */
export function applyChanges(state: object, changes: readonly Change[]): void {
  for (const [path, ...put] of changes) {
    if (put.length === 0) remove(state, path);
    else if (put.length === 1) place(state, path, put[0]);
    else place(state, path, createRecord(lookUp(state, path), put));
  }
}

function createRecord(
  former: unknown,
  [fields, maps, lists]: readonly [object, readonly string[], readonly string[]],
): object {
  const kept = (former ?? {}) as Record<string, unknown>;
  return {
    ...fields,
    ...Object.fromEntries(maps.map((name) => [name, kept[name] ?? new Map()])),
    ...Object.fromEntries(lists.map((name) => [name, kept[name] ?? []])),
  };
}

function lookUp(state: object, path: Path): unknown {
  return path.reduce<unknown>(
    (container, step) =>
      container instanceof Map ? container.get(step) : (container as Record<string | number, unknown>)?.[step],
    state,
  );
}

function place(state: object, path: Path, value: unknown): void {
  const last = path.at(-1);
  if (last === undefined) {
    for (const name of Object.keys(state)) delete (state as Record<string, unknown>)[name];
    Object.assign(state, value);
    return;
  }
  const container = lookUp(state, path.slice(0, -1));
  if (container instanceof Map) container.set(last, value);
  else (container as Record<string | number, unknown>)[last] = value;
}

/** From a list everything goes from there on: its later items have moved up, and are put again. */
function remove(state: object, path: Path): void {
  const last = path.at(-1) ?? '';
  const container = lookUp(state, path.slice(0, -1));
  if (container instanceof Map) container.delete(last);
  else if (Array.isArray(container)) container.length = Math.min(container.length, Number(last));
}
