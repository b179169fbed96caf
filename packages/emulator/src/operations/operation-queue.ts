import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Operation } from '@neon-api/types';
import type { DataPlane } from '../data-plane/index.ts';
import type { OperationRecord, ProjectRecord, Store } from '../state/index.ts';
import { type Clock, type Log, messageOf, type Random, randomUuid, timestampOf } from '../support/index.ts';
import { announceEndpoints } from './announce-endpoints.ts';
import type { OperationRequest } from './operation-request.ts';
import type { Pace } from './pace.ts';
import { performTask } from './perform-task.ts';
import { isUnfinished } from './project-lock.ts';
import type { TaskOutcome } from './task-tools.ts';
import { undoOperations } from './undo.ts';

/** Runs the operations of each project one after the other, and those of different projects side by side. */
export interface OperationQueue {
  /** Returns the records that the API shows: the first `running`, later ones `scheduling`. */
  schedule(project: ProjectRecord, requests: readonly OperationRequest[]): OperationRecord[];
  /** Writes down an operation for something that has already happened by itself. */
  recordFinished(project: ProjectRecord, request: OperationRequest): void;
  /** Takes up what an earlier process left unfinished. */
  resume(): void;
  /** Calls the listener whenever an operation has ended, until the returned function is called. */
  onEnd(listener: () => void): () => void;
  /** Resolves when nothing is left to do. */
  settle(): Promise<void>;
  /** Lets the work in hand end, leaves the rest as it is, and takes no more. */
  stop(): Promise<void>;
}

export interface OperationQueueOptions {
  readonly store: Store;
  readonly dataPlane: DataPlane;
  readonly clock: Clock;
  readonly random: Random;
  readonly pace: Pace;
  readonly log: Log;
  /** Called before each attempt at an operation; what it throws fails that attempt. */
  readonly beforeAttempt?: (operation: Operation) => AttemptVerdict | Promise<AttemptVerdict>;
}

/** `cancel`: it is cancelled, and so are the later ones of its call. `skip`: its work is done, and it shows as skipped. */
export type AttemptVerdict = 'go' | 'cancel' | 'skip';

/** An operation while it runs. */
interface Run {
  readonly project: ProjectRecord;
  readonly record: OperationRecord;
  /** Whether Postgres may have seen an attempt. */
  isAttempted: boolean;
}

/** Then the operation ends in `error`. */
const MAX_ATTEMPTS = 3;

export function createOperationQueue(options: OperationQueueOptions): OperationQueue {
  const { store, dataPlane, clock, random, pace, log, beforeAttempt = () => 'go' } = options;
  const lanes = new Map<string, Promise<void>>();
  /** Those that no process has begun. */
  const fresh = new WeakSet<OperationRecord>();
  const stopping = new AbortController();
  const listeners = new Set<() => void>();
  const now = (): string => timestampOf(clock);

  function createRecord(project: ProjectRecord, request: OperationRequest, batch: string): OperationRecord {
    const createdAt = store.nextOperationTime();
    return {
      operation: {
        id: randomUuid(random),
        project_id: project.project.id,
        ...(request.branchId ? { branch_id: request.branchId } : {}),
        ...(request.endpointId ? { endpoint_id: request.endpointId } : {}),
        action: request.action,
        status: 'scheduling',
        failures_count: 0,
        created_at: createdAt,
        updated_at: createdAt,
        total_duration_ms: 0,
      },
      task: request.task,
      ...(request.undo ? { undo: request.undo } : {}),
      batch,
      hidden: request.hidden ?? false,
    };
  }

  function move({ operation }: OperationRecord, status: OperationRecord['operation']['status']): void {
    operation.status = status;
    operation.updated_at = now();
    operation.total_duration_ms = Math.max(0, clock.now() - Date.parse(operation.created_at));
  }

  function startLane(project: ProjectRecord): void {
    const { id } = project.project;
    if (lanes.has(id) || stopping.signal.aborted) return;
    lanes.set(id, runLane(project));
  }

  async function runLane(project: ProjectRecord): Promise<void> {
    const { id } = project.project;
    try {
      await nextTurn();
      for (let next = findNext(project); next && !stopping.signal.aborted; next = findNext(project)) {
        await runOperation(project, next);
      }
      if (isPurged(project) && !findNext(project)) {
        store.state.projects.delete(id);
        store.commit(id);
      }
    } catch (error) {
      if (!stopping.signal.aborted) log(`Operations of project ${id} stopped: ${messageOf(error)}`);
    } finally {
      lanes.delete(id);
    }
  }

  /** Tries until the operation has ended, one way or the other. */
  async function runOperation(project: ProjectRecord, record: OperationRecord): Promise<void> {
    // One that is not fresh, an earlier process may have begun.
    const run: Run = { project, record, isAttempted: !fresh.has(record) };
    fresh.delete(record);
    if (record.operation.status === 'cancelling') return end(run, 'cancelled');
    for (let attempt = 1; !stopping.signal.aborted; attempt++) {
      if (record.operation.status !== 'running') {
        move(record, 'running');
        store.commit(project.project.id);
      }
      await clock.sleep(pace.runMs, stopping.signal);
      const result = await attemptOnce(run).catch((error: unknown) => ({ error }));
      if (result === 'cancel') return cancel(run);
      if (typeof result === 'string') return finish(run, result);
      if (attempt >= MAX_ATTEMPTS) return giveUp(run, result.error);
      await waitForRetry(record, result.error);
    }
  }

  async function attemptOnce(run: Run): Promise<'cancel' | 'skipped' | TaskOutcome> {
    const { project, record, isAttempted: isRetry } = run;
    const verdict = await beforeAttempt(record.operation);
    if (verdict === 'cancel') return verdict;
    run.isAttempted = true;
    const outcome = await performTask(record.task, project, { dataPlane, state: store.state, now, log, isRetry });
    return verdict === 'skip' ? 'skipped' : outcome;
  }

  function finish({ project, record }: Run, outcome: TaskOutcome): void {
    move(record, outcome);
    delete record.operation.error;
    delete record.undo;
    commitEnd(project);
  }

  function commitEnd({ project: { id } }: ProjectRecord): void {
    store.commit(id);
    for (const listener of [...listeners]) listener();
  }

  /** Neon tries a failed operation again by itself, at `retry_at`. */
  async function waitForRetry(record: OperationRecord, error: unknown): Promise<void> {
    const { operation } = record;
    const waitMs = pace.failedMs * 2 ** operation.failures_count;
    noteFailure(record, error);
    operation.retry_at = new Date(clock.now() + waitMs).toISOString();
    move(record, 'failed');
    store.commit(operation.project_id);
    await clock.sleep(waitMs, stopping.signal);
    delete operation.retry_at;
  }

  async function cancel(run: Run): Promise<void> {
    move(run.record, 'cancelling');
    store.commit(run.project.project.id);
    await clock.sleep(pace.runMs, stopping.signal);
    await end(run, 'cancelled');
  }

  async function giveUp(run: Run, error: unknown): Promise<void> {
    const { operation } = run.record;
    noteFailure(run.record, error);
    await end(run, 'error');
    log(
      `Operation ${operation.action} (${operation.id}) of project ${operation.project_id} failed: ${operation.error}`,
    );
  }

  /** Ends an operation badly, and with it the later ones of the same call; what they were about is as before. */
  async function end({ project, record, isAttempted }: Run, status: 'cancelled' | 'error'): Promise<void> {
    const later = project.operations.filter(
      ({ batch, operation }) => batch === record.batch && operation.status === 'scheduling',
    );
    const ended = [record, ...later];
    const undoRecords = await undoOperations(ended, isAttempted ? record : undefined, project, { dataPlane, now, log });
    undoRecords();
    move(record, status);
    for (const cancelled of later) move(cancelled, 'cancelled');
    for (const over of ended) delete over.undo;
    commitEnd(project);
  }

  return {
    schedule(project, requests) {
      if (requests.length === 0) {
        announceEndpoints(project, dataPlane, log);
        return [];
      }
      const batch = randomUuid(random);
      const records = requests.map((request) => createRecord(project, request, batch));
      for (const record of records) fresh.add(record);
      const [first] = records;
      if (first && !lanes.has(project.project.id)) first.operation.status = 'running';
      project.operations.push(...records);
      announceEndpoints(project, dataPlane, log);
      startLane(project);
      return records.filter(({ hidden }) => !hidden);
    },
    recordFinished(project, request) {
      const record = createRecord(project, request, randomUuid(random));
      move(record, 'finished');
      project.operations.push(record);
      store.commit(project.project.id);
    },
    resume() {
      for (const project of store.state.projects.values()) startLane(project);
    },
    onEnd(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async settle() {
      while (lanes.size > 0) await Promise.all(lanes.values());
    },
    async stop() {
      stopping.abort();
      await Promise.all(lanes.values());
    },
  };
}

function noteFailure({ operation }: OperationRecord, error: unknown): void {
  operation.error = messageOf(error);
  operation.failures_count += 1;
}

/** Past its recovery: it goes once its clean-up has run. */
function isPurged({ isDeleted, deletedAt, failedAt }: ProjectRecord): boolean {
  return isDeleted && deletedAt === undefined && failedAt === undefined;
}

/** `failed` counts: what a process left in that state is tried again by the next. */
function findNext({ operations }: ProjectRecord): OperationRecord | undefined {
  return operations.find(isUnfinished);
}
