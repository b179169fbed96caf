import { METHODS, type OpenApiDocument } from '../contract/index.ts';
import { isObject, type Json, keysIn, valueAt } from '../json/index.ts';
import { parseJsonPath } from './json-path.ts';
import type { OverlayAction } from './read-overlays.ts';

/** The operation or the schema that an action adds or changes. */
export type Part =
  | { readonly kind: 'operation'; readonly path: string; readonly method: string }
  | { readonly kind: 'schema'; readonly name: string };

/** A complete part that an action adds, so that the action is not needed once the document has the part. */
export interface Addition {
  readonly part: Part;
  /** The operationId of an operation. */
  readonly id: string | undefined;
  readonly content: Json;
}

/** Returns the operation or schema that an action adds; undefined if it adds anything else. */
export function additionOf({ target, change }: OverlayAction): Addition | undefined {
  if (change.kind !== 'update') return undefined;
  if (target === '$.components.schemas') {
    const [name, content] = onlyEntry(change.update);
    return content === undefined ? undefined : { part: { kind: 'schema', name }, id: undefined, content };
  }
  if (target !== '$.paths') return undefined;
  const [path, item] = onlyEntry(change.update);
  const [method, content] = onlyEntry(item);
  if (content === undefined || !isObject(content)) return undefined;
  const { operationId: id } = content;
  return { part: { kind: 'operation', path, method }, id: typeof id === 'string' ? id : undefined, content };
}

/** Returns the part that an action changes. */
export function changedPart({ target }: OverlayAction): Part | undefined {
  const names = parseJsonPath(target).map((step) => (step.kind === 'name' ? step.name : undefined));
  const [first, second, third] = names;
  if (second === undefined || third === undefined) return undefined;
  if (first === 'paths') return { kind: 'operation', path: second, method: third };
  return first === 'components' && second === 'schemas' ? { kind: 'schema', name: third } : undefined;
}

/** Returns `POST /projects` or the name of the schema. Equal parts have equal keys. */
export function partKey(part: Part): string {
  return part.kind === 'operation' ? `${part.method.toUpperCase()} ${part.path}` : part.name;
}

/** True if the document has the part, or an operation with that id elsewhere. Ids are compared ignoring case. */
export function hasPart(document: OpenApiDocument, part: Part, id?: string): boolean {
  if (part.kind === 'schema') return Object.hasOwn(document.components.schemas, part.name);
  const method = METHODS.find((known) => known === part.method);
  if (method !== undefined && document.paths[part.path]?.[method] !== undefined) return true;
  return id !== undefined && operationIds(document).has(id.toLowerCase());
}

/** Returns true if `#/components/KIND/NAME` exists. */
export function hasComponent(document: OpenApiDocument, reference: string): boolean {
  return valueAt(document, keysIn(reference)) !== undefined;
}

function operationIds(document: OpenApiDocument): Set<string> {
  const items = Object.values(document.paths);
  const ids = items.flatMap((item) => METHODS.flatMap((method) => item[method]?.operationId ?? []));
  return new Set(ids.map((id) => id.toLowerCase()));
}

function onlyEntry(value: Json | undefined): readonly [string, Json | undefined] {
  const entries = isObject(value) ? Object.entries(value) : [];
  const [entry] = entries;
  return entry === undefined || entries.length > 1 ? ['', undefined] : entry;
}
