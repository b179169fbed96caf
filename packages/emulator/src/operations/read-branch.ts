import type { BranchReading, DataPlane, RoleSpec } from '../data-plane/index.ts';
import type { BranchRecord, ProjectRecord, State } from '../state/index.ts';
import { adoptReading } from './adopt-reading.ts';
import { isUnfinished } from './project-lock.ts';
import { noteWritten } from './usage.ts';

/** The tools for work on Postgres and on the records. */
export interface Tools {
  readonly dataPlane: DataPlane;
  readonly state: State;
  readonly now: () => string;
}

/** After this many interruptions by other changes, the next reader has to try again. */
const MAX_ATTEMPTS = 3;

/**
 * Updates a branch's record with changes made through SQL, and returns whether it did. Does nothing during an
 * operation, because the record then shows what Postgres is about to become. The operation `within` does not count.
 */
export async function readBranch(
  tools: Tools,
  project: ProjectRecord,
  record: BranchRecord,
  { within = 'no operation' }: { readonly within?: 'no operation' | 'an operation' } = {},
): Promise<boolean> {
  const { dataPlane } = tools;
  if (!dataPlane.readBranch || !isThere(record)) return false;
  const expected = within === 'an operation' ? 1 : 0;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    if (record.reading?.isCurrent || project.operations.filter(isUnfinished).length > expected) return false;
    const newest = project.operations.at(-1);
    const wasAwake = isAwake(project, record);
    const reading = await dataPlane.readBranch(record.branch.id, knownPasswords(record));
    if (newest !== project.operations.at(-1)) continue;
    noteLog(project, record, reading, Date.parse(tools.now()));
    adoptReading(tools.state, record, reading, { now: tools.now(), isCurrent: !wasAwake && !isAwake(project, record) });
    return true;
  }
  return false;
}

/** Adds the WAL written since the last reading. Replaced data starts a new WAL. */
function noteLog(
  project: ProjectRecord,
  { branch, reading }: BranchRecord,
  { log }: BranchReading,
  nowMs: number,
): void {
  noteWritten(project, branch.id, Math.max(0, log.endsAt - (reading?.logEndsAt ?? log.beginsAt)), nowMs);
}

function knownPasswords({ roles }: BranchRecord): RoleSpec[] {
  return roles.map(({ role, password }) => ({ name: role.name, password }));
}

/** Whether a compute runs. Without one, nothing can change the branch. */
export function isAwake({ endpoints }: ProjectRecord, { branch }: BranchRecord): boolean {
  return [...endpoints.values()].some(
    ({ branch_id: branchId, current_state: state }) => branchId === branch.id && state === 'active',
  );
}

function isThere({ branch }: BranchRecord): boolean {
  return branch.current_state === 'ready' || branch.current_state === 'archived';
}
