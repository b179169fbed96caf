import { messageOf, nextTurn } from '@neon-api/ground';
import type { OperationRecord, ProjectRecord } from '../state/index.ts';
import { type Random, randomUuid } from '../support/index.ts';
import { announceEndpoints } from './announce-endpoints.ts';
import { newOperation, setStatus } from './operation-record.ts';
import type { OperationRequest } from './operation-request.ts';
import { isUnfinished } from './project-lock.ts';
import { type RunnerParts, runOperation } from './run-operation.ts';

/** Runs the operations of each project in sequence, and those of different projects in parallel. */
export interface OperationQueue {
  /** Returns the records that the API shows: the first `running`, later ones `scheduling`. */
  schedule(project: ProjectRecord, requests: readonly OperationRequest[]): OperationRecord[];
  /** Records a finished operation for something that already happened, such as a wake-up. */
  recordFinished(project: ProjectRecord, request: OperationRequest): void;
  /** Continues the operations that an earlier process left unfinished. */
  resume(): void;
  /** Calls the listener whenever an operation ends, until the returned function is called. */
  onEnd(listener: () => void): () => void;
  /** Resolves when no operation is left. */
  settle(): Promise<void>;
  /** Lets running operations finish, leaves the others as they are, and accepts no more. */
  stop(): Promise<void>;
}

export interface OperationQueueOptions
  extends Pick<RunnerParts, 'store' | 'dataPlane' | 'clock' | 'pace' | 'log'>,
    Partial<Pick<RunnerParts, 'beforeAttempt'>> {
  readonly random: Random;
}

export function createOperationQueue(options: OperationQueueOptions): OperationQueue {
  const { store, dataPlane, clock, random, log } = options;
  /** The operations that no process has started. */
  const fresh = new WeakSet<OperationRecord>();
  const listeners = new Set<() => void>();
  const stopping = new AbortController();
  const parts: RunnerParts = {
    beforeAttempt: () => 'go',
    ...options,
    onEnd() {
      for (const listener of [...listeners]) listener();
    },
    stopping: stopping.signal,
  };
  const lanes = createLanes(parts, (record) => {
    const isFresh = fresh.has(record);
    fresh.delete(record);
    return isFresh;
  });

  return {
    schedule(project, requests) {
      if (requests.length === 0) {
        announceEndpoints(project, dataPlane, log);
        return [];
      }
      const batch = randomUuid(random);
      const records = requests.map((request) => newOperation(options, project, request, batch));
      for (const record of records) fresh.add(record);
      const [first] = records;
      if (first && !lanes.isBusy(project)) first.operation.status = 'running';
      project.operations.push(...records);
      announceEndpoints(project, dataPlane, log);
      lanes.start(project);
      return records.filter(({ hidden }) => !hidden);
    },
    recordFinished(project, request) {
      const record = newOperation(options, project, request, randomUuid(random));
      setStatus(record, 'finished', clock);
      project.operations.push(record);
      store.commit(project.project.id);
    },
    resume() {
      for (const project of store.state.projects.values()) lanes.start(project);
    },
    onEnd(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    settle: lanes.settle,
    async stop() {
      stopping.abort();
      await lanes.finishCurrent();
    },
  };
}

/** Each project has a lane, in which its operations run in sequence. */
interface Lanes {
  isBusy(project: ProjectRecord): boolean;
  start(project: ProjectRecord): void;
  /** Resolves when every lane is empty. */
  settle(): Promise<void>;
  finishCurrent(): Promise<void>;
}

function createLanes(parts: RunnerParts, takeFresh: (record: OperationRecord) => boolean): Lanes {
  const { store, log, stopping } = parts;
  const lanes = new Map<string, Promise<void>>();

  async function runLane(project: ProjectRecord): Promise<void> {
    const { id } = project.project;
    try {
      await nextTurn();
      for (let record = findNext(project); record && !stopping.aborted; record = findNext(project)) {
        // An earlier process may have started an operation that is not fresh.
        await runOperation(parts, { project, record, isAttempted: !takeFresh(record) });
      }
      if (isPurged(project) && !findNext(project)) {
        store.state.projects.delete(id);
        store.commit(id);
      }
    } catch (error) {
      if (!stopping.aborted) log(`Operations of project ${id} stopped: ${messageOf(error)}`);
    } finally {
      lanes.delete(id);
    }
  }

  return {
    isBusy: ({ project }) => lanes.has(project.id),
    start(project) {
      const { id } = project.project;
      if (lanes.has(id) || stopping.aborted) return;
      lanes.set(id, runLane(project));
    },
    async settle() {
      while (lanes.size > 0) await Promise.all(lanes.values());
    },
    async finishCurrent() {
      await Promise.all(lanes.values());
    },
  };
}

/** Whether the project is past its recovery; its record is removed after the clean-up. */
function isPurged({ isDeleted, deletedAt, failedAt }: ProjectRecord): boolean {
  return isDeleted && deletedAt === undefined && failedAt === undefined;
}

/** Includes `failed` operations: an earlier process left them, and this one retries them. */
function findNext({ operations }: ProjectRecord): OperationRecord | undefined {
  return operations.find(isUnfinished);
}
