import { getOrInsert } from '@neon-api/ground';
import type { Operation } from '@neon-api/types';
import type { NeonCaller } from '../client/index.ts';
import { monotonicNow, sleep } from '../runtime/index.ts';
import { readOperations } from './read-operations.ts';

/** What a wait reads of a project, and until when to read it along: the wait may vanish with its request. */
interface Waiter {
  readonly ids: readonly string[];
  untilMs: number;
}

/** Operations, when they were asked for, and when the answer came. */
export interface Reading {
  readonly operations: readonly Operation[];
  readonly askedMs: number;
  readonly readMs: number;
}

const NOTHING: Reading = { operations: [], askedMs: -Infinity, readMs: 0 };

/** What the waits of a client share about a project. Data alone, as of turns (decision 32). */
interface ProjectPolls {
  readonly waiters: Set<Waiter>;
  latest: Reading;
  /** Until when somebody's request counts as under way. */
  busyUntilMs: number;
}

const POLLS = new WeakMap<NeonCaller, Map<string, ProjectPolls>>();
// Longer than most requests take; whoever waits longer for the reading of another asks itself.
const LEASE_MS = 1_000;
const PAUSE_MS = 5;

/**
 * Operations of a project as they were after `sinceMs`, read at `dueMs`, a reading of the monotonic clock. What is due
 * first reads for all waits of the project, which take over what it read: so many waits cost as many requests as the
 * most eager of them. Each wait sleeps and asks by itself.
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
      // What another wait asks for must not fail this one.
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

/** Drops the boards of waits that vanished without saying so. */
function dropVanished(pollsByProject: Map<string, ProjectPolls>, nowMs: number): void {
  for (const [projectId, { waiters }] of pollsByProject) {
    if ([...waiters].every(({ untilMs }) => untilMs <= nowMs)) pollsByProject.delete(projectId);
  }
}
