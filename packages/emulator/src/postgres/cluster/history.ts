import { join } from 'node:path';
import type { DataPoint } from '../../data-plane/index.ts';
import { readServerFile, replaceOwnFile } from '../root-dir/index.ts';
import { formatLsn, parseLsn } from './wal-position.ts';

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

/** The moments between which a point must lie. */
export interface Reach {
  readonly begins: History['begins'];
  readonly ends: { readonly timestamp: string; readonly lsn: string };
}

/** Throws, naming the nearest point that can be had, when this one lies outside. */
export function assertWithin(point: DataPoint, { begins, ends }: Reach): void {
  const [asked, first, last] =
    'lsn' in point
      ? [parseLsn(point.lsn), parseLsn(begins.lsn), parseLsn(ends.lsn)]
      : [Date.parse(point.timestamp), Date.parse(begins.timestamp), Date.parse(ends.timestamp)];
  const what = 'lsn' in point ? `LSN ${point.lsn}` : `time ${point.timestamp}`;
  const range = 'lsn' in point ? [begins.lsn, ends.lsn] : [begins.timestamp, ends.timestamp];
  if (asked === undefined || first === undefined || last === undefined || Number.isNaN(asked)) {
    throw new Error(`The ${what} cannot be read; write an LSN as 0/1A2B3C4D, or a time as 2030-01-31T12:00:00Z.`);
  }
  if (asked < first) throw new Error(`The ${what} is before the branch's history; the earliest point is ${range[0]}.`);
  if (asked > last) throw new Error(`The ${what} has not come yet; the latest point is ${range[1]}.`);
}
