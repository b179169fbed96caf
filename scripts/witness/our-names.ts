import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { OurNames } from './compare-witness.ts';

/** The parts of a document from which type names come. */
export interface NamedParts {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

/** Parts that an overlay takes from the witness's own types. Comparing them would prove nothing. */
export interface Borrowed {
  readonly schemas: ReadonlySet<string>;
  readonly operations: ReadonlySet<string>;
}

interface Overlay {
  readonly 'x-witness'?: unknown;
  readonly actions?: readonly { readonly target: string; readonly update?: unknown }[];
}

export function ourNames({ paths, components }: NamedParts, borrowed: Borrowed): OurNames {
  const operations = Object.entries(paths).flatMap(([path, item]) => operationIds(item).map((id) => ({ id, path })));
  return {
    schemas: Object.keys(components.schemas).filter((name) => !borrowed.schemas.has(name)),
    operations: operations.filter(({ id }) => !borrowed.operations.has(id)),
  };
}

export function readOverlays(folder: string): Overlay[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  return files.map((name) => parse(readFileSync(join(folder, name), 'utf8')) as Overlay);
}

export function borrowedNames(overlays: readonly Overlay[]): Borrowed {
  const actions = overlays.flatMap((overlay) => (overlay['x-witness'] === undefined ? [] : (overlay.actions ?? [])));
  const updatesOf = (target: string) =>
    actions.flatMap((action) => (action.target === target ? [action.update as Record<string, unknown>] : []));
  return {
    schemas: new Set(updatesOf('$.components.schemas').flatMap((schemas) => Object.keys(schemas))),
    operations: new Set(updatesOf('$.paths').flatMap((paths) => Object.values(paths).flatMap(operationIds))),
  };
}

function operationIds(item: unknown): string[] {
  return Object.values(item as Record<string, unknown>).flatMap((operation) => {
    const id =
      typeof operation === 'object' && operation !== null && 'operationId' in operation && operation.operationId;
    return typeof id === 'string' ? [id] : [];
  });
}
