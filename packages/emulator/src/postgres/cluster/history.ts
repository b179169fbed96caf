import { join } from 'node:path';
import { type BranchHistory, type DataPoint, explainMiss, formatLsn } from '../../data-plane/index.ts';
import { readServerFile, replaceOwnFile } from '../root-dir/index.ts';

/** What a branch can be brought back to, kept beside its data. */
export interface History {
  /** The data directory at rest from which the branch's log leads on; relative to the root folder. */
  readonly base: string;
  /** The earliest point that can be asked for. */
  readonly begins: { readonly timestamp: string; readonly lsn: string };
  /** A later base, where the history is to begin when it has grown too long. */
  readonly next?: {
    readonly base: string;
    readonly begins: History['begins'];
    /** The first segment of the log that leads on from it. */
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

/** Throws, naming the points that can be had, when this one lies outside. */
export function assertWithin(point: DataPoint, history: BranchHistory): void {
  const miss = explainMiss(point, history);
  if (miss !== undefined) throw new Error(`The ${miss}.`);
}
