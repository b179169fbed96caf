import { join } from 'node:path';
import type { Clock, Log } from '../support/index.ts';
import type { Problem } from './judge-state-files.ts';
import type { State } from './records.ts';
import { salvageState } from './salvage-state.ts';
import { setAside } from './set-aside.ts';
import { journalNameOf, listPostgresBranches, MARK_NAME, SNAPSHOT_NAME, type StateFiles } from './state-files.ts';

export interface RecoverOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Copies all state files to a separate folder, returns what is provably intact, and logs what is lost. */
export function recoverState(files: StateFiles, problem: Problem, options: RecoverOptions): State | undefined {
  const { dataDir, clock, log } = options;
  const journals = [...files.journals.keys()].map(journalNameOf);
  const folder = setAside(dataDir, clock, [SNAPSHOT_NAME, MARK_NAME, ...journals]);
  const { state, lostRecords } = salvageState(files);
  log(`The state in ${dataDir} is damaged: ${problem.file}, byte ${problem.offset}: ${problem.reason}.`);
  log(`Copies of its files are in ${folder}.`);
  const ids = [...(state?.projects.keys() ?? [])];
  log(`Recovered projects: ${ids.length === 0 ? 'none' : ids.join(', ')} (${ids.length}).`);
  log(`Lost acknowledged changes: ${lostRecords ?? 'an unknown number'}.`);
  const unknown = listPostgresBranches(dataDir).filter((branchId) => !isKnown(state, branchId));
  if (unknown.length > 0) {
    log(
      `Postgres has branches that are not in the recovered state: ${unknown.join(', ')}. ` +
        `Their folders remain in ${join(dataDir, 'postgres', 'branches')}.`,
    );
  }
  return state;
}

function isKnown(state: State | undefined, branchId: string): boolean {
  return [...(state?.projects.values() ?? [])].some(
    ({ branches, deletedBranches, snapshots }) =>
      branches.has(branchId) ||
      deletedBranches.some(({ branch }) => branch.id === branchId) ||
      snapshots.some(({ snapshot }) => snapshot.id === branchId),
  );
}
