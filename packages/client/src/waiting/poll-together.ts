import { getOrInsert } from '@neon-api/ground';
import type { Operation } from '@neon-api/types';
import type { NeonCaller } from '../client/index.ts';
import { monotonicNow, rest } from '../runtime/index.ts';
import { readOperations } from './read-operations.ts';

/** What a wait reads of a project, and until when to read it along: the wait may vanish with its request. */
interface Wish {
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
interface Board {
  readonly wishes: Set<Wish>;
  latest: Reading;
  /** Until when somebody's request counts as under way. */
  busyUntilMs: number;
}

const BOARDS = new WeakMap<NeonCaller, Map<string, Board>>();
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
  const boards = getOrInsert(BOARDS, neon, () => new Map());
  const board = getOrInsert<string, Board>(boards, projectId, () => {
    forgetVanished(boards, monotonicNow(clock));
    return { wishes: new Set(), latest: NOTHING, busyUntilMs: 0 };
  });
  const wish: Wish = { ids, untilMs: 0 };
  board.wishes.add(wish);
  try {
    for (let pauseMs = dueMs - monotonicNow(clock); ; pauseMs = PAUSE_MS) {
      const wakesAtMs = monotonicNow(clock) + pauseMs;
      wish.untilMs = wakesAtMs + LEASE_MS;
      if (pauseMs > 0) await rest(pauseMs, signal, clock);
      const { latest, busyUntilMs } = board;
      if (latest.askedMs > sinceMs && ids.every((id) => latest.operations.some((one) => one.id === id))) return latest;
      if (busyUntilMs <= monotonicNow(clock)) return await readForAll(neon, projectId, board, ids, signal);
    }
  } finally {
    board.wishes.delete(wish);
    if (board.wishes.size === 0) boards.delete(projectId);
  }
}

async function readForAll(
  neon: NeonCaller,
  projectId: string,
  board: Board,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Reading> {
  const { clock } = neon.runtime;
  const askedMs = monotonicNow(clock);
  const wishes = [...board.wishes].filter(({ untilMs }) => untilMs > askedMs);
  const wanted = [...new Set([...ids, ...wishes.flatMap((wish) => wish.ids)])];
  const read = (some: readonly string[]): Promise<Operation[]> => readOperations(neon, projectId, some, { signal });
  const busyUntilMs = askedMs + LEASE_MS;
  board.busyUntilMs = busyUntilMs;
  try {
    const operations = await read(wanted).catch((error: unknown) => {
      // What another wait asks for must not fail this one.
      if (signal.aborted || wanted.length === ids.length) throw error;
      return read(ids);
    });
    const reading = { operations, askedMs, readMs: monotonicNow(clock) };
    if (askedMs > board.latest.askedMs) board.latest = reading;
    return reading;
  } finally {
    if (board.busyUntilMs === busyUntilMs) board.busyUntilMs = 0;
  }
}

/** Drops the boards of waits that vanished without saying so. */
function forgetVanished(boards: Map<string, Board>, nowMs: number): void {
  for (const [projectId, { wishes }] of boards) {
    if ([...wishes].every(({ untilMs }) => untilMs <= nowMs)) boards.delete(projectId);
  }
}
