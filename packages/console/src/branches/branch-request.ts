import type { CreateProjectBranchParams } from '@neon-api/types';

/** What a person asks for when creating a branch. */
export interface NewBranch {
  readonly name: string;
  readonly parentId: string;
  readonly isSchemaOnly: boolean;
  readonly hasCompute: boolean;
  /** `now`, `time` or `lsn`. A branch with only the schema is always from now. */
  readonly point: string;
  /** In the reader's time zone, as a date field returns it. */
  readonly time: string;
  readonly lsn: string;
  readonly expiresAtMs: number | undefined;
}

type BranchRequest = Exclude<CreateProjectBranchParams['body'], undefined>;

export function branchRequest(asked: NewBranch): BranchRequest {
  const { name, parentId, isSchemaOnly, hasCompute, expiresAtMs } = asked;
  return {
    branch: {
      parent_id: parentId,
      ...(name.trim() === '' ? {} : { name: name.trim() }),
      ...(isSchemaOnly ? { init_source: 'schema-only' } : parentPoint(asked)),
      ...(expiresAtMs === undefined ? {} : { expires_at: new Date(expiresAtMs).toISOString() }),
    },
    ...(hasCompute ? { endpoints: [{ type: 'read_write' }] } : {}),
  };
}

function parentPoint({ point, time, lsn }: NewBranch): { parent_timestamp?: string; parent_lsn?: string } {
  if (point === 'time') return { parent_timestamp: readTime(time) };
  return point === 'lsn' ? { parent_lsn: lsn.trim() } : {};
}

/**
 * Reads a time in the reader's time zone.
 *
 * @throws Error if it is not a time
 */
export function readTime(time: string): string {
  const ms = Date.parse(time);
  if (Number.isNaN(ms)) throw new Error('Enter a date and a time.');
  return new Date(ms).toISOString();
}
