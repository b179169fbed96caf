import { join } from 'node:path';
import { type BranchHistory, type DataPoint, explainMiss, formatLsn } from '../../data-plane/index.ts';
import { readServerFile, replaceOwnFile } from '../root-dir/index.ts';

/** The points that a branch can be restored to; stored next to its data. */
export interface History {
  /** The data directory that the branch's log starts from; relative to the root folder. */
  readonly base: string;
  /** The earliest point. */
  readonly begins: { readonly timestamp: string; readonly lsn: string };
  /** A later base, where the history will begin once it is trimmed. */
  readonly next?: {
    readonly base: string;
    readonly begins: History['begins'];
    /** The first log segment after it. */
    readonly firstSegment: string;
  };
}

const FILE = 'history.json';

export async function readHistory(branchDir: string): Promise<History> {
  return JSON.parse(readServerFile(join(branchDir, FILE)).toString('utf8')) as History;
}

export async function writeHistory(branchDir: string, history: History): Promise<void> {
  await replaceOwnFile(join(branchDir, FILE), `${JSON.stringify(history)}\n`);
}

export function historyFrom(base: string, lsn: bigint, at: Date = new Date()): History {
  return { base, begins: { timestamp: at.toISOString(), lsn: formatLsn(lsn) } };
}

/** Throws an error that names the earliest or latest point if this point is outside the history. */
export function assertWithin(point: DataPoint, history: BranchHistory): void {
  const miss = explainMiss(point, history);
  if (miss !== undefined) throw new Error(`The ${miss}.`);
}
