import { copyFileSync, existsSync, linkSync, mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, type Log, timestampOf } from '../support/index.ts';
import type { Problem } from './judge-state-files.ts';
import type { State } from './records.ts';
import { salvageState } from './salvage-state.ts';
import { journalNameOf, listPostgresBranches, MARK_NAME, SNAPSHOT_NAME, type StateFiles } from './state-files.ts';

export interface RecoverOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
}

const DAMAGED = 'control-plane.damaged-';

/**
 * Whether a state was recovered here, and may lack records of data that are still there. The folder with the damaged
 * files says so for as long as somebody keeps it.
 */
export function wasRecovered(dataDir: string): boolean {
  return readdirSync(dataDir).some((name) => name.startsWith(DAMAGED));
}

/** Puts every file of the state into a folder of its own, and returns what is provably intact; says what is lost. */
export function recoverState(files: StateFiles, problem: Problem, options: RecoverOptions): State | undefined {
  const { dataDir, clock, log } = options;
  const folder = mkdtempSync(join(dataDir, `${DAMAGED}${timestampOf(clock).replaceAll(':', '-')}-`));
  setAside(dataDir, folder, [SNAPSHOT_NAME, MARK_NAME, ...[...files.journals.keys()].map(journalNameOf)]);
  const { state, lostRecords } = salvageState(files);
  log(`The state in ${dataDir} is damaged: ${problem.file}, byte ${problem.offset}: ${problem.reason}.`);
  log(`Its files, as they were, are in ${folder}.`);
  const ids = [...(state?.projects.keys() ?? [])];
  log(`Recovered projects: ${ids.length === 0 ? 'none' : ids.join(', ')} (${ids.length}).`);
  log(`Acknowledged changes that are lost: ${lostRecords ?? 'an unknown number'}.`);
  const unknown = listPostgresBranches(dataDir).filter((branchId) => !isKnown(state, branchId));
  if (unknown.length > 0) {
    log(
      `Postgres has branches that the recovered state does not know: ${unknown.join(', ')}. ` +
        `Their folders stay in ${join(dataDir, 'postgres', 'branches')}.`,
    );
  }
  return state;
}

/** Copies, as the files themselves stay until a new snapshot has taken their place. */
function setAside(dataDir: string, folder: string, names: readonly string[]): void {
  for (const name of names) {
    const [from, to] = [join(dataDir, name), join(folder, name)];
    if (!existsSync(from)) continue;
    try {
      // Takes no room. None of them is written to again.
      linkSync(from, to);
    } catch {
      copyFileSync(from, to);
    }
  }
}

function isKnown(state: State | undefined, branchId: string): boolean {
  return [...(state?.projects.values() ?? [])].some(
    ({ branches, deletedBranches, snapshots }) =>
      branches.has(branchId) ||
      deletedBranches.some(({ branch }) => branch.id === branchId) ||
      snapshots.some(({ snapshot }) => snapshot.id === branchId),
  );
}
