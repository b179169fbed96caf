import { getOrInsert } from '@neon-api/ground';
import type { EmulatorClock, RequestLog } from '../admin/index.ts';
import type { DataPlane } from '../data-plane/index.ts';
import type { FaultList } from '../faults/index.ts';
import type { LimitSwitch } from '../limits/index.ts';
import type { ProjectRecord, State } from '../state/index.ts';
import { redact } from '../support/index.ts';
import type { Changed } from './change-feed.ts';
import type { LiveChange, LiveTopic } from './live-change.ts';
import { latestOperations, showLiveBranch, showLiveEndpoint, showLiveProject } from './show-live.ts';

/** Where the present state is read. */
export interface LiveSources {
  readonly readState: () => State;
  readonly dataPlane: Pick<DataPlane, 'address'>;
  readonly requests: RequestLog;
  readonly faults: Pick<FaultList, 'list'>;
  readonly limits: Pick<LimitSwitch, 'read'>;
  readonly clock: Pick<EmulatorClock, 'kind' | 'now'>;
}

/** What a page shows besides the list of projects and the controls. */
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

type Entries = Iterable<readonly [id: string, value: object | false]>;

export function createLiveChangeFinder(sources: LiveSources, scope: LiveScope): LiveChangeFinder {
  const { readState, dataPlane, requests, faults, limits, clock } = sources;
  /** JSON by id, for each topic. */
  const shown = new Map<LiveTopic, Map<string, string>>();
  let isFirst = true;

  function put(topic: LiveTopic, entries: Entries, changes: LiveChange[]): Set<string> {
    const known = getOrInsert(shown, topic, () => new Map<string, string>());
    const seen = new Set<string>();
    for (const [id, value] of entries) {
      seen.add(id);
      const text = JSON.stringify(value);
      if (known.get(id) === text) continue;
      known.set(id, text);
      // Redacted only when it is sent, because most values do not change.
      changes.push({ topic, id, value: redact(value) } as LiveChange);
    }
    return seen;
  }

  function remove(topic: LiveTopic, isPresent: (id: string) => boolean, changes: LiveChange[]): void {
    const known = getOrInsert(shown, topic, () => new Map<string, string>());
    for (const id of known.keys()) {
      if (isPresent(id)) continue;
      known.delete(id);
      changes.push({ topic, id, value: null } as LiveChange);
    }
  }

  function replace(topic: LiveTopic, entries: Entries, changes: LiveChange[]): void {
    const seen = put(topic, entries, changes);
    remove(topic, (id) => seen.has(id), changes);
  }

  function findControls(changes: LiveChange[]): void {
    // A system clock needs no updates: the page's own clock keeps the same pace.
    if (isFirst || clock.kind === 'virtual')
      put('clock', [['', { kind: clock.kind, now: new Date(clock.now()).toISOString() }]], changes);
    put('limits', [['', limits.read() ?? false]], changes);
    replace(
      'fault',
      faults.list().map((fault) => [fault.id, fault]),
      changes,
    );
  }

  function findProjects(changed: Changed['projects'], changes: LiveChange[]): void {
    const { projects } = readState();
    const isPresent = (id: string): boolean => isVisible(projects.get(id));
    const ids = changed === 'all' ? [...projects.keys()] : [...changed];
    put(
      'project',
      ids.filter(isPresent).map((id) => [id, showLiveProject(projects.get(id) as ProjectRecord)]),
      changes,
    );
    remove('project', isPresent, changes);
  }

  function findDetails(project: ProjectRecord | undefined, changes: LiveChange[]): void {
    const { branches, endpoints } = isVisible(project) ? project : { branches: new Map(), endpoints: new Map() };
    const operations = isVisible(project) ? latestOperations(project) : [];
    replace('branch', mapValues(branches, showLiveBranch), changes);
    replace(
      'endpoint',
      mapValues(endpoints, (endpoint) => showLiveEndpoint(endpoint, dataPlane)),
      changes,
    );
    replace(
      'operation',
      operations.map((operation) => [operation.id, operation]),
      changes,
    );
  }

  function findRequests({ requests: numbers, isLogCleared }: Changed, changes: LiveChange[]): void {
    if (isLogCleared) remove('request', () => false, changes);
    const listed = isFirst || isLogCleared ? requests.list() : requests.list([...numbers]);
    put(
      'request',
      listed.map((request) => [String(request.number), request]),
      changes,
    );
    remove('request', (id) => requests.has(Number(id)), changes);
  }

  return {
    find(changed) {
      const changes: LiveChange[] = [];
      findControls(changes);
      const projects = isFirst ? 'all' : changed.projects;
      findProjects(projects, changes);
      const { projectId } = scope;
      if (projectId !== undefined && (projects === 'all' || projects.has(projectId)))
        findDetails(readState().projects.get(projectId), changes);
      if (scope.requests) findRequests(changed, changes);
      isFirst = false;
      return changes;
    },
  };
}

function isVisible(project: ProjectRecord | undefined): project is ProjectRecord {
  return project !== undefined && !project.isDeleted;
}

function mapValues<Value>(map: ReadonlyMap<string, Value>, show: (value: Value) => object): [string, object][] {
  return [...map].map(([id, value]) => [id, show(value)]);
}
