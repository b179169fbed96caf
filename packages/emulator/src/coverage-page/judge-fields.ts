import type { ContractOperation, OpenApiDocument } from '../contract/index.ts';
import { COMMON_FIELDS, type FieldEffect, type FieldEffects, OPERATION_FIELDS } from './field-effects.ts';
import { listRequestFields, listSchemaFields, type RequestFields } from './request-fields.ts';
import { SCHEMA_FIELDS } from './schema-fields.ts';

export interface JudgedField {
  readonly name: string;
  readonly effect: FieldEffect;
}

/** The fields of an operation or of a shared schema, with their effects. */
export interface JudgedFields {
  /** The operationId, or the name of the schema. */
  readonly of: string;
  readonly fields: readonly JudgedField[];
  readonly shared: ReadonlyMap<string, string>;
  readonly notes: Readonly<Record<string, string>>;
  /** Fields of the contract without an entry. */
  readonly missing: readonly string[];
  /** Entries that match no field of the contract. */
  readonly stale: readonly string[];
}

/** Joins the fields of each operation and shared schema with the table of their effects. */
export function judgeFields(document: OpenApiDocument, operations: readonly ContractOperation[]): JudgedFields[] {
  const isShared = (schema: string): boolean => schema in SCHEMA_FIELDS;
  return [
    ...operations.map((operation) => {
      const { operationId } = operation;
      return judge(operationId, listRequestFields(document, operation, isShared), OPERATION_FIELDS[operationId] ?? {});
    }),
    ...Object.entries(SCHEMA_FIELDS).map(([schema, effects]) =>
      judge(schema, listSchemaFields(document, schema, isShared), effects),
    ),
  ];
}

const EFFECTS: readonly FieldEffect[] = ['effective', 'stored', 'rejected'];

function judge(of: string, { names, shared }: RequestFields, effects: FieldEffects): JudgedFields {
  const own = EFFECTS.flatMap((effect) => (effects[effect] ?? []).map((pattern) => ({ pattern, effect })));
  const common = EFFECTS.flatMap((effect) => (COMMON_FIELDS[effect] ?? []).map((pattern) => ({ pattern, effect })));
  const fields = names.flatMap((name) => {
    const found = [...own, ...common].find(({ pattern }) => covers(pattern, name));
    return found ? [{ name, effect: found.effect }] : [];
  });
  const known = new Set(fields.map(({ name }) => name));
  const notes = effects.notes ?? {};
  return {
    of,
    fields,
    shared,
    notes,
    missing: names.filter((name) => !known.has(name)),
    stale: [
      ...own.map(({ pattern }) => pattern).filter((pattern) => !names.some((name) => covers(pattern, name))),
      ...Object.keys(notes).filter((note) => !names.some((name) => name === note || covers(`${note}.*`, name))),
    ],
  };
}

function covers(pattern: string, name: string): boolean {
  return pattern.endsWith('.*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** Returns all fields of each operation, including those of shared schemas, by operationId. */
export function expandFields(judged: readonly JudgedFields[]): ReadonlyMap<string, readonly JudgedField[]> {
  const byName = new Map(judged.map((entry) => [entry.of, entry]));
  const expand = ({ fields, shared }: JudgedFields, path: string): JudgedField[] => [
    ...fields.map(({ name, effect }) => ({ name: join(path, name), effect })),
    ...[...shared].flatMap(([at, schema]) => {
      const entry = byName.get(schema);
      return entry ? expand(entry, join(path, at)) : [];
    }),
  ];
  return new Map(judged.map((entry) => [entry.of, expand(entry, '')]));
}

function join(path: string, name: string): string {
  return [path, name].filter((part) => part !== '').join('.');
}
