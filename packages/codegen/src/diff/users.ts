import type { OpenApiDocument } from '../contract/index.ts';
import type { PartFinding } from './compare-operations.ts';
import type { Finding, SharedSchema } from './finding.ts';
import { below, followed, type Located, schemaNameOf } from './located.ts';
import { operationsAt } from './operation-at.ts';
import type { Message } from './shape.ts';

/** The operations that use a schema, by what they do with it. */
export interface SchemaUsers {
  readonly request: ReadonlySet<string>;
  readonly response: ReadonlySet<string>;
  readonly error: ReadonlySet<string>;
}

/** All users of a schema, and those that use it as a whole and not only as a part of an `allOf`. */
export interface AllUsers {
  readonly any: SchemaUsers;
  readonly whole: SchemaUsers;
}

/** Follows the schemas that both sides share, from the operations through nested references. */
export function usersOfSchemas(
  operations: ReadonlyMap<string, readonly PartFinding[]>,
  schemas: ReadonlyMap<string, readonly Finding[]>,
): (schema: string) => AllUsers {
  const known = new Map<string, { any: MutableUsers; whole: MutableUsers }>();
  const usersOf = (schema: string) => {
    const users = known.get(schema) ?? { any: noUsers(), whole: noUsers() };
    known.set(schema, users);
    return users;
  };
  for (const [id, findings] of operations) {
    for (const part of ['request', 'response', 'error'] as const) {
      const message = part === 'request' ? 'request' : 'response';
      const first = findings.filter((finding) => finding.part === part).map(({ finding }) => finding);
      const met = closure(sharedIn(first, message), (name) => sharedIn(schemas.get(name) ?? [], message));
      for (const [schema, isWhole] of met) {
        usersOf(schema).any[part].add(id);
        if (isWhole) usersOf(schema).whole[part].add(id);
      }
    }
  }
  return usersOf;
}

interface MutableUsers {
  readonly request: Set<string>;
  readonly response: Set<string>;
  readonly error: Set<string>;
}

function noUsers(): MutableUsers {
  return { request: new Set(), response: new Set(), error: new Set() };
}

/** Returns the operations that reach each schema of one document. */
export function operationsBySchema(document: OpenApiDocument): ReadonlyMap<string, readonly string[]> {
  const mentioned = new Map<string, string[]>();
  for (const [id, { object }] of operationsAt(document)) {
    for (const schema of schemasReachedFrom(object)) mentioned.set(schema, [...(mentioned.get(schema) ?? []), id]);
  }
  return mentioned;
}

/** Returns the names of all schemas that a part of a document reaches. */
export function schemasReachedFrom(part: Located<unknown>): ReadonlySet<string> {
  const names = new Set<string>();
  const seen = new Set<string>();
  const visit = (at: Located<unknown>): void => {
    const target = followed(at);
    const name = schemaNameOf(at);
    if (name !== undefined) names.add(name);
    if (target.pointer !== at.pointer) {
      if (seen.has(target.pointer)) return;
      seen.add(target.pointer);
    }
    if (typeof target.value !== 'object' || target.value === null) return;
    for (const key of Object.keys(target.value)) visit(below(target, key));
  };
  visit(part);
  return names;
}

/** Every reachable schema, and whether it is used as a whole anywhere. */
function closure(
  first: readonly SharedSchema[],
  next: (name: string) => readonly SharedSchema[],
): ReadonlyMap<string, boolean> {
  const found = new Map<string, boolean>();
  const waiting = [...first];
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    const { shared, part } = step;
    if (!found.has(shared)) waiting.push(...next(shared));
    found.set(shared, found.get(shared) === true || part !== true);
  }
  return found;
}

function sharedIn(findings: readonly Finding[], message: Message): SharedSchema[] {
  return findings.filter((finding) => 'shared' in finding).filter(({ only }) => (only ?? message) === message);
}
