import type { EmulatorClock, RequestLog } from '../admin/index.ts';
import type { DataPlane } from '../data-plane/index.ts';
import type { FaultList } from '../faults/index.ts';
import type { LimitSwitch } from '../limits/index.ts';
import type { ProjectRecord, State } from '../state/index.ts';
import type { Changed } from './change-feed.ts';
import type { LiveChange } from './live-change.ts';
import { latestOperations, showLiveBranch, showLiveEndpoint, showLiveProject } from './show-live.ts';
import { createShownValues } from './shown-values.ts';

/** Where the present state is read. */
export interface LiveSources {
  readonly readState: () => State;
  readonly dataPlane: Pick<DataPlane, 'address'>;
  readonly requests: RequestLog;
  readonly faults: Pick<FaultList, 'list'>;
  readonly limits: Pick<LimitSwitch, 'read'>;
  readonly clock: Pick<EmulatorClock, 'kind' | 'now'>;
}

/** What a page shows in addition to the list of projects and the controls. */
export interface LiveScope {
  /** The project whose branches, endpoints and operations are shown. */
  readonly projectId?: string | undefined;
  readonly requests: boolean;
}

/** Remembers what a page shows, to send only differences. */
export interface LiveChangeFinder {
  /** Returns everything the first time, then what differs. */
  find(changed: Changed): LiveChange[];
}

export function createLiveChangeFinder(sources: LiveSources, scope: LiveScope): LiveChangeFinder {
  const { readState, dataPlane, requests, faults, limits, clock } = sources;
  const shown = createShownValues();
  let isFirst = true;

  function findControls(): void {
    // A system clock needs no updates: the page's own clock keeps the same pace.
    if (isFirst || clock.kind === 'virtual')
      shown.put('clock', [['', { kind: clock.kind, now: new Date(clock.now()).toISOString() }]]);
    shown.put('limits', [['', limits.read() ?? false]]);
    shown.replace(
      'fault',
      faults.list().map((fault) => [fault.id, fault]),
    );
  }

  function findProjects(changed: Changed['projects']): void {
    const { projects } = readState();
    const isPresent = (id: string): boolean => isVisible(projects.get(id));
    const ids = changed === 'all' ? [...projects.keys()] : [...changed];
    shown.put(
      'project',
      ids.filter(isPresent).map((id) => [id, showLiveProject(projects.get(id) as ProjectRecord)]),
    );
    shown.remove('project', isPresent);
  }

  function findDetails(project: ProjectRecord | undefined): void {
    const { branches, endpoints } = isVisible(project) ? project : { branches: new Map(), endpoints: new Map() };
    const operations = isVisible(project) ? latestOperations(project) : [];
    shown.replace('branch', mapValues(branches, showLiveBranch));
    shown.replace(
      'endpoint',
      mapValues(endpoints, (endpoint) => showLiveEndpoint(endpoint, dataPlane)),
    );
    shown.replace(
      'operation',
      operations.map((operation) => [operation.id, operation]),
    );
  }

  function findRequests({ requests: numbers, isLogCleared }: Changed): void {
    if (isLogCleared) shown.remove('request', () => false);
    const listed = isFirst || isLogCleared ? requests.list() : requests.list([...numbers]);
    shown.put(
      'request',
      listed.map((request) => [String(request.number), request]),
    );
    shown.remove('request', (id) => requests.has(Number(id)));
  }

  return {
    find(changed) {
      findControls();
      const projects = isFirst ? 'all' : changed.projects;
      findProjects(projects);
      const { projectId } = scope;
      if (projectId !== undefined && (projects === 'all' || projects.has(projectId)))
        findDetails(readState().projects.get(projectId));
      if (scope.requests) findRequests(changed);
      isFirst = false;
      return shown.takeChanges();
    },
  };
}

function isVisible(project: ProjectRecord | undefined): project is ProjectRecord {
  return project !== undefined && !project.isDeleted;
}

function mapValues<Value>(map: ReadonlyMap<string, Value>, show: (value: Value) => object): [string, object][] {
  return [...map].map(([id, value]) => [id, show(value)]);
}
