import { getOrInsert } from '@neon-api/ground';
import type { Operation } from '@neon-api/types';
import type { NeonCaller } from '../client/index.ts';
import { monotonicNow, sleep } from '../runtime/index.ts';
import { readOperations } from './read-operations.ts';

/** The operations that a wait reads, and until when to include them: the wait may disappear with its request. */
interface Waiter {
  readonly ids: readonly string[];
  untilMs: number;
}

/** Operations, when they were requested, and when the response arrived. */
export interface Reading {
  readonly operations: readonly Operation[];
  readonly askedMs: number;
  readonly readMs: number;
}

const NOTHING: Reading = { operations: [], askedMs: -Infinity, readMs: 0 };

/** What the waits of a client for one project share. Only data (decision 32). */
interface ProjectPolls {
  readonly waiters: Set<Waiter>;
  latest: Reading;
  /** Until when a request of any wait counts as running. */
  busyUntilMs: number;
}

const POLLS = new WeakMap<NeonCaller, Map<string, ProjectPolls>>();
// Longer than most requests take; after that, another wait sends its own request.
const LEASE_MS = 1_000;
const PAUSE_MS = 5;

/**
 * Returns operations of a project, requested after `sinceMs`, polling at `dueMs` (both monotonic). The wait that is due
 * first polls for all waits of the project, and they reuse the result: many waits cost as many requests as the most
 * frequent one. Each wait sleeps and polls on its own.
 */
export async function pollTogether(
  neon: NeonCaller,
  projectId: string,
  ids: readonly string[],
  sinceMs: number,
  dueMs: number,
  signal: AbortSignal,
): Promise<Reading> {
  const { clock } = neon.runtime;
  const pollsByProject = getOrInsert(POLLS, neon, () => new Map());
  const polls = getOrInsert<string, ProjectPolls>(pollsByProject, projectId, () => {
    dropVanished(pollsByProject, monotonicNow(clock));
    return { waiters: new Set(), latest: NOTHING, busyUntilMs: 0 };
  });
  const waiter: Waiter = { ids, untilMs: 0 };
  polls.waiters.add(waiter);
  try {
    for (let pauseMs = dueMs - monotonicNow(clock); ; pauseMs = PAUSE_MS) {
      const wakesAtMs = monotonicNow(clock) + pauseMs;
      waiter.untilMs = wakesAtMs + LEASE_MS;
      if (pauseMs > 0) await sleep(pauseMs, signal, clock);
      const { latest, busyUntilMs } = polls;
      if (latest.askedMs > sinceMs && ids.every((id) => latest.operations.some((one) => one.id === id))) return latest;
      if (busyUntilMs <= monotonicNow(clock)) return await pollForAll(neon, projectId, polls, ids, signal);
    }
  } finally {
    polls.waiters.delete(waiter);
    if (polls.waiters.size === 0) pollsByProject.delete(projectId);
  }
}

async function pollForAll(
  neon: NeonCaller,
  projectId: string,
  polls: ProjectPolls,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Reading> {
  const { clock } = neon.runtime;
  const askedMs = monotonicNow(clock);
  const waiters = [...polls.waiters].filter(({ untilMs }) => untilMs > askedMs);
  const wanted = [...new Set([...ids, ...waiters.flatMap((waiter) => waiter.ids)])];
  const read = (some: readonly string[]): Promise<Operation[]> => readOperations(neon, projectId, some, { signal });
  const busyUntilMs = askedMs + LEASE_MS;
  polls.busyUntilMs = busyUntilMs;
  try {
    const operations = await read(wanted).catch((error: unknown) => {
      // Operations of another wait must not make this one fail.
      if (signal.aborted || wanted.length === ids.length) throw error;
      return read(ids);
    });
    const reading = { operations, askedMs, readMs: monotonicNow(clock) };
    if (askedMs > polls.latest.askedMs) polls.latest = reading;
    return reading;
  } finally {
    if (polls.busyUntilMs === busyUntilMs) polls.busyUntilMs = 0;
  }
}

/** Drops the entries of projects whose waits have all disappeared. */
function dropVanished(pollsByProject: Map<string, ProjectPolls>, nowMs: number): void {
  for (const [projectId, { waiters }] of pollsByProject) {
    if ([...waiters].every(({ untilMs }) => untilMs <= nowMs)) pollsByProject.delete(projectId);
  }
}
