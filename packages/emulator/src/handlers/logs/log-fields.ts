import type { ProjectBranchLogRecord } from '@neon-api/types';

/**
 * The fields whose values can be listed, which are also the LogQL labels. Docs (cli/logs): `entity_type` is the API's
 * `source`.
 */
const FIELDS: Readonly<Record<string, (record: ProjectBranchLogRecord) => string | undefined>> = {
  entity_type: ({ source }) => source,
  scope_name: ({ scope_name }) => scope_name,
  service_name: ({ service_name }) => service_name,
  severity_text: ({ severity_text }) => severity_text,
};

/** Returns a field's value; undefined if the record lacks it or the field is unknown. */
export function fieldOf(record: ProjectBranchLogRecord, name: string): string | undefined {
  return Object.hasOwn(FIELDS, name) ? FIELDS[name]?.(record) : undefined;
}

/** Lists the fields that occur in the records. */
export function listFields(records: readonly ProjectBranchLogRecord[]): string[] {
  return Object.keys(FIELDS).filter((name) => records.some((record) => fieldOf(record, name) !== undefined));
}

/** Lists the distinct values of a field, sorted. */
export function listValues(records: readonly ProjectBranchLogRecord[], name: string): string[] {
  return [...new Set(records.flatMap((record) => fieldOf(record, name) ?? []))].sort();
}
