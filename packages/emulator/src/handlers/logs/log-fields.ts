import type { ProjectBranchLogRecord } from '@neon-api/types';

/**
 * The fields whose values can be listed and that LogQL knows as labels. Docs (cli/logs): `entity_type` is what the API
 * calls `source`.
 */
const FIELDS: Readonly<Record<string, (record: ProjectBranchLogRecord) => string | undefined>> = {
  entity_type: ({ source }) => source,
  scope_name: ({ scope_name }) => scope_name,
  service_name: ({ service_name }) => service_name,
  severity_text: ({ severity_text }) => severity_text,
};

/** Undefined also for a field that there is not. */
export function fieldOf(record: ProjectBranchLogRecord, name: string): string | undefined {
  return Object.hasOwn(FIELDS, name) ? FIELDS[name]?.(record) : undefined;
}

/** The fields that one of the records has. */
export function listFields(records: readonly ProjectBranchLogRecord[]): string[] {
  return Object.keys(FIELDS).filter((name) => records.some((record) => fieldOf(record, name) !== undefined));
}

/** The distinct values of a field, sorted. */
export function listValues(records: readonly ProjectBranchLogRecord[], name: string): string[] {
  return [...new Set(records.flatMap((record) => fieldOf(record, name) ?? []))].sort();
}
