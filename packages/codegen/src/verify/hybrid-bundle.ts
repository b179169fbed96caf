import { METHODS, type OpenApiDocument } from '../contract/index.ts';
import { type Json, type JsonObject, referencesIn, renameReferences } from '../json/index.ts';
import { componentsOf, type Hybrid } from './hybrids.ts';

/** A hybrid in a bundle document. */
export interface BundledHybrid {
  readonly hybrid: Hybrid;
  /** The operations of the hybrid that the changed part can affect. */
  readonly operations: ReadonlySet<string>;
  /** Returns the name of a hybrid's operation in the bundle. */
  readonly idOf: (id: string) => string;
  /** Returns the name of a hybrid's path in the bundle. */
  readonly pathOf: (path: string) => string;
}

/**
 * Builds one document for a contract and all its hybrids, so that the compiler checks all of them at once. Everything that
 * a hybrid's part affects is copied under another name; the rest is shared.
 */
export interface HybridBundle {
  readonly document: OpenApiDocument;
  readonly members: readonly BundledHybrid[];
}

export function bundleHybrids(before: OpenApiDocument, hybrids: readonly Hybrid[]): HybridBundle {
  const members = hybrids.map((hybrid, index) => bundledHybrid(before, hybrid, `__${index}`));
  const paths = members.flatMap((member) => Object.entries(member.paths));
  const kinds = new Set(
    [before, ...hybrids.map(({ document }) => document)].flatMap((each) => Object.keys(each.components)),
  );
  const components = [...kinds].map((kind) => {
    const copies = members.flatMap((member) => member.components[kind] ?? []);
    return [kind, { ...componentsOf(before)[kind], ...Object.fromEntries(copies) }];
  });
  return {
    document: {
      ...before,
      paths: { ...before.paths, ...Object.fromEntries(paths) },
      components: Object.fromEntries(components) as OpenApiDocument['components'],
    },
    members,
  };
}

interface CopiedParts extends BundledHybrid {
  readonly paths: OpenApiDocument['paths'];
  /** By kind. */
  readonly components: Readonly<Record<string, readonly (readonly [name: string, value: Json])[]>>;
}

function bundledHybrid(before: OpenApiDocument, hybrid: Hybrid, suffix: string): CopiedParts {
  const { document } = hybrid;
  const affected = affectedReferences(before, document);
  const rename = (reference: string) => (affected.has(reference) ? `${reference}${suffix}` : reference);
  const operations = new Set<string>();
  const pathOf = (path: string) => `/${suffix}${path}`;
  const paths = Object.entries(document.paths).flatMap(([path, item]) => {
    const isChanged = item !== before.paths[path];
    const inherited = referencesIn(item.parameters).some((reference) => affected.has(reference));
    const copies = METHODS.flatMap((method) => {
      const operation = item[method];
      if (operation?.operationId === undefined) return [];
      if (!isChanged && !inherited && !referencesIn(operation).some((reference) => affected.has(reference))) return [];
      operations.add(operation.operationId);
      const copy = renameReferences(operation, rename) as JsonObject;
      return [[method, { ...copy, operationId: operation.operationId + suffix }] as const];
    });
    const parameters = item.parameters && { parameters: renameReferences(item.parameters, rename) };
    return copies.length === 0 ? [] : [[pathOf(path), { ...parameters, ...Object.fromEntries(copies) }] as const];
  });
  const components = Object.entries(componentsOf(document)).map(([kind, entries]) => [
    kind,
    Object.entries(entries).flatMap(([name, value]) =>
      affected.has(`#/components/${kind}/${name}`) ? [[name + suffix, renameReferences(value, rename)] as const] : [],
    ),
  ]);
  return {
    hybrid,
    operations,
    idOf: (id) => id + suffix,
    pathOf,
    paths: Object.fromEntries(paths) as OpenApiDocument['paths'],
    components: Object.fromEntries(components) as CopiedParts['components'],
  };
}

/** Returns the components that the hybrid changes or adds, and all components that reference them. */
function affectedReferences(before: OpenApiDocument, hybrid: OpenApiDocument): ReadonlySet<string> {
  const old = componentsOf(before);
  const all = Object.entries(componentsOf(hybrid)).flatMap(([kind, entries]) =>
    Object.entries(entries).map(([name, value]) => ({ reference: `#/components/${kind}/${name}`, kind, name, value })),
  );
  const changed = all.filter(({ kind, name, value }) => old[kind]?.[name] !== value);
  const affected = new Set(changed.map(({ reference }) => reference));
  const users = new Map<string, string[]>();
  for (const { reference, value } of all) {
    for (const used of referencesIn(value)) users.set(used, [...(users.get(used) ?? []), reference]);
  }
  const open = [...affected];
  for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
    for (const user of users.get(reference) ?? []) {
      if (affected.has(user)) continue;
      affected.add(user);
      open.push(user);
    }
  }
  return affected;
}
