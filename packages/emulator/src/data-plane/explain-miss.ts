import type { BranchHistory, DataPoint } from './data-plane.ts';
import { parseLsn } from './lsn.ts';

/** Returns why a branch is not available at a point and which points are, or undefined if it is available. */
export function explainMiss(point: DataPoint, { begins, ends }: BranchHistory): string | undefined {
  return 'lsn' in point
    ? compare(`LSN ${point.lsn}`, [begins.lsn, point.lsn, ends.lsn], parseLsn)
    : compare(`time ${point.timestamp}`, [begins.timestamp, point.timestamp, ends.timestamp], Date.parse);
}

function compare(
  name: string,
  [earliest, asked, latest]: readonly [string, string, string],
  parse: (text: string) => number | bigint | undefined,
): string | undefined {
  const [first, wanted, last] = [parse(earliest), parse(asked), parse(latest)];
  if (first === undefined || wanted === undefined || last === undefined || Number.isNaN(wanted)) {
    return `${name} is invalid; use an LSN such as 0/1A2B3C4D, or a time such as 2030-01-31T12:00:00Z`;
  }
  if (wanted < first) {
    return `${name} is before the branch's history; the earliest point is ${earliest}, and the latest ${latest}`;
  }
  if (wanted > last) {
    return `${name} is after the branch's history; the latest point is ${latest}, and the earliest ${earliest}`;
  }
  return undefined;
}
