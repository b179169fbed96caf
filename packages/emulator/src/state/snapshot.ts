import type { Endpoint } from '@neon-api/types';
import type { BranchRecord, ProjectRecord, State } from './records.ts';

const SNAPSHOT_VERSION = 1;

interface ProjectSnapshot extends Omit<ProjectRecord, 'branches' | 'endpoints'> {
  readonly branches: readonly BranchRecord[];
  readonly endpoints: readonly Endpoint[];
}

interface Snapshot extends Omit<State, 'projects'> {
  readonly version: number;
  readonly projects: readonly ProjectSnapshot[];
}

export function serializeState(state: State): string {
  const projects = [...state.projects.values()].map((record) => ({
    ...record,
    branches: [...record.branches.values()],
    endpoints: [...record.endpoints.values()],
  }));
  return JSON.stringify({ version: SNAPSHOT_VERSION, ...state, projects } satisfies Snapshot);
}

/** Throws when the text is not a snapshot of this version. */
export function parseState(text: string): State {
  const { version, projects, ...rest } = JSON.parse(text) as Snapshot;
  if (version !== SNAPSHOT_VERSION) {
    throw new Error(`it is version ${String(version)}, and this emulator reads version ${SNAPSHOT_VERSION}`);
  }
  const restored = projects.map((record): [string, ProjectRecord] => [
    record.project.id,
    {
      ...record,
      branches: new Map(record.branches.map((branch) => [branch.branch.id, branch])),
      endpoints: new Map(record.endpoints.map((endpoint) => [endpoint.id, endpoint])),
    },
  ]);
  return { ...rest, projects: new Map(restored) };
}
