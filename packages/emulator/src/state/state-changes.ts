import { getOrInsert } from '@neon-api/ground';
import { isSame, keepCopy } from './kept-copy.ts';
import type { State } from './records.ts';

/** A path in the state: field names, map keys, list indexes. */
type Path = readonly (string | number)[];

/** The fields of a record whose entries are written separately, with their kind. */
type Containers = Readonly<Record<string, 'map' | 'list' | 'object'>>;

/**
 * One change in JSON: `[path]` removes the value at the path, `[path, value]` sets it, and `[path, fields, containers]`
 * sets a record but keeps the content of its containers.
 */
export type Change =
  | readonly [path: Path]
  | readonly [path: Path, value: unknown]
  | readonly [path: Path, fields: object, containers: Containers];

/** The projects that may have changed. Everything outside of projects is always checked. */
export type Scope = 'everything' | ReadonlySet<string>;

/** Remembers what was last written, to write only differences. */
export interface ChangeFinder {
  /** Returns the changes since the last call, each as JSON text. */
  find(state: State, scope: Scope): string[];
  /** Makes the next `find` report everything. */
  forget(): void;
}

/** The last written version of a record. */
interface Written {
  own?: readonly [fields: object, containers: Containers];
  readonly containers: Map<string, Map<string | number, unknown>>;
}

export function createChangeFinder(): ChangeFinder {
  let root: Written = { containers: new Map() };
  let projects = new Map<string, Written>();
  return {
    find(state, scope) {
      const { projects: present, ...outside } = state;
      const changes: string[] = [];
      for (const id of projects.keys()) {
        if (present.has(id)) continue;
        projects.delete(id);
        changes.push(toText([['projects', id]]));
      }
      compare([], { ...outside, projects: new Map() }, root, changes);
      for (const id of scope === 'everything' ? present.keys() : scope) {
        const record = present.get(id);
        if (!record) continue;
        const written = projects.get(id) ?? { containers: new Map() };
        projects.set(id, written);
        compare(['projects', id], record, written, changes);
      }
      return changes;
    },
    forget() {
      root = { containers: new Map() };
      projects = new Map();
    },
  };
}

/** Adds the changes of a record. Entries of its containers are written as a whole. */
function compare(path: Path, record: object, written: Written, changes: string[]): void {
  const fields: Record<string, unknown> = {};
  const kinds: Record<string, Containers[string]> = {};
  for (const [name, value] of Object.entries(record)) {
    const kind = kindOf(value);
    if (kind) kinds[name] = kind;
    else fields[name] = value;
  }
  const own = [fields, kinds] as const;
  if (!isSame(written.own, own)) {
    const previous = written.own?.[1];
    written.own = keepCopy(own) as typeof own;
    for (const name of written.containers.keys()) if (kinds[name] !== previous?.[name]) written.containers.delete(name);
    changes.push(toText([path, fields, kinds]));
  }
  for (const name of Object.keys(kinds)) {
    const known = getOrInsert(written.containers, name, () => new Map<string | number, unknown>());
    compareEntries([...path, name], (record as Record<string, unknown>)[name], known, changes);
  }
}

function compareEntries(path: Path, container: unknown, known: Map<string | number, unknown>, changes: string[]): void {
  let present = 0;
  const additions: string[] = [];
  for (const [key, value] of entriesOf(container)) {
    present += 1;
    if (known.has(key) && isSame(known.get(key), value)) continue;
    known.set(key, keepCopy(value));
    additions.push(toText([[...path, key], value]));
  }
  if (known.size > present) {
    for (const key of known.keys()) {
      if (hasEntry(container, key)) continue;
      known.delete(key);
      changes.push(toText([[...path, key]]));
    }
  }
  changes.push(...additions);
}

function kindOf(value: unknown): Containers[string] | undefined {
  if (value instanceof Map) return 'map';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'object' && value !== null ? 'object' : undefined;
}

function entriesOf(container: unknown): Iterable<[string | number, unknown]> {
  if (container instanceof Map || Array.isArray(container)) return container.entries();
  return Object.entries(container as object);
}

function hasEntry(container: unknown, key: string | number): boolean {
  return container instanceof Map ? container.has(key) : Object.hasOwn(container as object, key);
}

function toText(change: Change): string {
  return JSON.stringify(change);
}

/** Applies changes to a state, or to an empty object that becomes one. */
export function applyChanges(state: object, changes: readonly Change[]): void {
  for (const [path, ...put] of changes) {
    if (put.length === 0) remove(state, path);
    else if (put.length === 1) place(state, path, put[0]);
    else place(state, path, createRecord(lookUp(state, path), put));
  }
}

function createRecord(previous: unknown, [fields, containers]: readonly [object, Containers]): object {
  const kept = (previous ?? {}) as Record<string, unknown>;
  const filled = Object.entries(containers).map(([name, kind]) => [
    name,
    kindOf(kept[name]) === kind ? kept[name] : createContainer(kind),
  ]);
  return { ...fields, ...Object.fromEntries(filled) };
}

function createContainer(kind: Containers[string]): object {
  if (kind === 'map') return new Map();
  return kind === 'list' ? [] : {};
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

/** Removes a value. A list only loses items at its end: items that moved up are written again. */
function remove(state: object, path: Path): void {
  const last = path.at(-1) ?? '';
  const container = lookUp(state, path.slice(0, -1));
  if (container instanceof Map) container.delete(last);
  else if (Array.isArray(container)) container.length = Math.min(container.length, Number(last));
  else delete (container as Record<string, unknown>)[last];
}
