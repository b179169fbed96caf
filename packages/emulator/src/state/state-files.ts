import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of the state in a data directory. */
export interface StateFiles {
  readonly snapshot: Buffer | undefined;
  /** By number. */
  readonly journals: ReadonlyMap<number, Buffer>;
  readonly mark: Buffer | undefined;
  /** Folders whose content proves that a state existed. */
  readonly traces: readonly string[];
}

export const SNAPSHOT_NAME = 'control-plane.json';
export const MARK_NAME = 'control-plane.mark';
const JOURNAL_NAME = /^control-plane\.journal\.(\d{1,15})$/;
const TRACES = [join('postgres', 'branches'), 'objects'];

export function journalNameOf(number: number): string {
  return `control-plane.journal.${number}`;
}

export function readStateFiles(dataDir: string): StateFiles {
  const readIfThere = (name: string): Buffer | undefined => {
    const path = join(dataDir, name);
    return existsSync(path) ? readFileSync(path) : undefined;
  };
  const journals = new Map<number, Buffer>();
  for (const name of readdirSync(dataDir)) {
    const [, number] = JOURNAL_NAME.exec(name) ?? [];
    if (number !== undefined) journals.set(Number(number), readFileSync(join(dataDir, name)));
  }
  return {
    snapshot: readIfThere(SNAPSHOT_NAME),
    journals,
    mark: readIfThere(MARK_NAME),
    traces: TRACES.filter((name) => existsSync(join(dataDir, name)) && readdirSync(join(dataDir, name)).length > 0),
  };
}

/** Lists the ids of the branches in Postgres. */
export function listPostgresBranches(dataDir: string): string[] {
  const folder = join(dataDir, 'postgres', 'branches');
  return existsSync(folder) ? readdirSync(folder) : [];
}
