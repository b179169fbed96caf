import type { Branch, Endpoint, Operation, Project } from '@neon-api/types';
import type { EmulatorClock, LoggedRequest } from '../admin/index.ts';
import type { AddedFault } from '../faults/index.ts';
import type { Limits } from '../limits/index.ts';

/** A project as a list shows it. */
export interface LiveProject
  extends Pick<
    Project,
    'id' | 'name' | 'region_id' | 'pg_version' | 'created_at' | 'history_retention_seconds' | 'org_id'
  > {
  readonly branches: number;
  /** The number of active computes. */
  readonly awake: number;
}

/** An endpoint, and when it will be suspended unless it is used; absent if that is unknown or never. */
export type LiveEndpoint = Endpoint & { readonly suspends_at?: string };

export interface LiveClock extends Pick<EmulatorClock, 'kind'> {
  /** RFC 3339. */
  readonly now: string;
}

/** The values of each topic, by id. Topics that exist once have the id `''`. */
export interface LiveValues {
  readonly clock: LiveClock;
  /** False: no limits. */
  readonly limits: Limits | false;
  readonly fault: AddedFault;
  readonly project: LiveProject;
  readonly branch: Branch;
  readonly endpoint: LiveEndpoint;
  readonly operation: Operation;
  readonly request: LoggedRequest;
}

export type LiveTopic = keyof LiveValues;

/** One change of what a page shows. `null`: the value is gone. */
export type LiveChange = {
  [Topic in LiveTopic]: { readonly topic: Topic; readonly id: string; readonly value: LiveValues[Topic] | null };
}[LiveTopic];
