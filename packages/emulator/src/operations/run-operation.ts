import type { Operation } from '@neon-api/types';
import type { DataPlane } from '../data-plane/index.ts';
import type { OperationRecord, ProjectRecord, Store } from '../state/index.ts';
import { type Clock, type Log, timestampOf } from '../support/index.ts';
import { noteFailure, setStatus } from './operation-record.ts';
import type { Pace } from './pace.ts';
import { performTask } from './perform-task.ts';
import type { TaskOutcome } from './task-tools.ts';
import { undoOperations } from './undo.ts';

/** `cancel`: cancels the operation and the later ones of its call. `skip`: does the work, but shows it as skipped. */
export type AttemptVerdict = 'go' | 'cancel' | 'skip';

export interface RunnerParts {
  readonly store: Store;
  readonly dataPlane: DataPlane;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly log: Log;
  /** Called before each attempt. If it throws, the attempt fails. */
  readonly beforeAttempt: (operation: Operation) => AttemptVerdict | Promise<AttemptVerdict>;
  /** Called when an operation ends. */
  readonly onEnd: () => void;
  /** Aborted when the emulator stops. The operation stays as it is, for the next start. */
  readonly stopping: AbortSignal;
}

/** A running operation. */
export interface Run {
  readonly project: ProjectRecord;
  readonly record: OperationRecord;
  /** Whether Postgres may have seen an attempt. */
  isAttempted: boolean;
}

/** After this many attempts the operation ends in `error`. */
const MAX_ATTEMPTS = 3;

/** Makes attempts until the operation ends. */
export async function runOperation(parts: RunnerParts, run: Run): Promise<void> {
  const { store, clock, pace, stopping } = parts;
  const { project, record } = run;
  if (record.operation.status === 'cancelling') return endUndone(parts, run, 'cancelled');
  for (let attempt = 1; !stopping.aborted; attempt++) {
    if (record.operation.status !== 'running') {
      setStatus(record, 'running', clock);
      store.commit(project.project.id);
    }
    await clock.sleep(pace.runMs, stopping);
    const result = await attemptOnce(parts, run).catch((error: unknown) => ({ error }));
    if (result === 'cancel') return cancel(parts, run);
    if (typeof result === 'string') return finish(parts, run, result);
    if (attempt >= MAX_ATTEMPTS) return giveUp(parts, run, result.error);
    await waitForRetry(parts, record, result.error);
  }
}

async function attemptOnce(parts: RunnerParts, run: Run): Promise<'cancel' | 'skipped' | TaskOutcome> {
  const { store, dataPlane, clock, log, beforeAttempt } = parts;
  const { project, record, isAttempted: isRetry } = run;
  const verdict = await beforeAttempt(record.operation);
  if (verdict === 'cancel') return verdict;
  run.isAttempted = true;
  const tools = { dataPlane, state: store.state, now: () => timestampOf(clock), log, isRetry };
  const outcome = await performTask(record.task, project, tools);
  return verdict === 'skip' ? 'skipped' : outcome;
}

function finish(parts: RunnerParts, { project, record }: Run, outcome: TaskOutcome): void {
  setStatus(record, outcome, parts.clock);
  delete record.operation.error;
  delete record.undo;
  commitEnd(parts, project);
}

/** Waits for `retry_at`, when Neon retries a failed operation. */
async function waitForRetry(
  { store, clock, pace, stopping }: RunnerParts,
  record: OperationRecord,
  error: unknown,
): Promise<void> {
  const { operation } = record;
  const waitMs = pace.failedMs * 2 ** operation.failures_count;
  noteFailure(record, error);
  operation.retry_at = new Date(clock.now() + waitMs).toISOString();
  setStatus(record, 'failed', clock);
  store.commit(operation.project_id);
  await clock.sleep(waitMs, stopping);
  delete operation.retry_at;
}

async function cancel(parts: RunnerParts, run: Run): Promise<void> {
  const { store, clock, pace, stopping } = parts;
  setStatus(run.record, 'cancelling', clock);
  store.commit(run.project.project.id);
  await clock.sleep(pace.runMs, stopping);
  await endUndone(parts, run, 'cancelled');
}

async function giveUp(parts: RunnerParts, run: Run, error: unknown): Promise<void> {
  const { operation } = run.record;
  noteFailure(run.record, error);
  await endUndone(parts, run, 'error');
  parts.log(
    `Operation ${operation.action} (${operation.id}) of project ${operation.project_id} failed: ${operation.error}`,
  );
}

/** Ends an operation in failure with the later ones of its call, and undoes their changes. */
async function endUndone(
  parts: RunnerParts,
  { project, record, isAttempted }: Run,
  status: 'cancelled' | 'error',
): Promise<void> {
  const { dataPlane, clock, log } = parts;
  const later = project.operations.filter(
    ({ batch, operation }) => batch === record.batch && operation.status === 'scheduling',
  );
  const ended = [record, ...later];
  const tools = { dataPlane, now: () => timestampOf(clock), log };
  const undoRecords = await undoOperations(ended, isAttempted ? record : undefined, project, tools);
  undoRecords();
  setStatus(record, status, clock);
  for (const cancelled of later) setStatus(cancelled, 'cancelled', clock);
  for (const over of ended) delete over.undo;
  commitEnd(parts, project);
}

function commitEnd({ store, onEnd }: RunnerParts, { project }: ProjectRecord): void {
  store.commit(project.id);
  onEnd();
}
