import type {
  AnnotationData,
  Branch,
  Database,
  Endpoint,
  Operation,
  Organization,
  Project,
  Role,
} from '@neon-api/types';
import type { OperationTask } from './operation-task.ts';

/** A role as the API shows it, beside the password it never shows unasked. */
export interface RoleRecord {
  readonly role: Role;
  password: string;
}

export interface BranchRecord {
  readonly branch: Branch;
  roles: RoleRecord[];
  databases: Database[];
  annotation?: AnnotationData;
}

export interface OperationRecord {
  readonly operation: Operation;
  readonly task: OperationTask;
  /** Operations of one call: when one ends badly, the later ones are cancelled. */
  readonly batch: string;
  /** Work that Neon does without showing an operation for it. */
  readonly hidden: boolean;
}

/** Everything of one project; branches and endpoints by id, operations oldest first. */
export interface ProjectRecord {
  readonly project: Project;
  /** The suffixes of a project's branch and endpoint ids share their first two characters. */
  readonly suffixStart: string;
  readonly branches: Map<string, BranchRecord>;
  readonly endpoints: Map<string, Endpoint>;
  readonly operations: OperationRecord[];
  /** Gone for the API; kept until its clean-up has run. */
  isDeleted: boolean;
}

interface UserRecord {
  readonly id: string;
  readonly name: string;
  readonly lastName: string;
  readonly email: string;
}

/** The whole control plane as plain data. */
export interface State {
  readonly user: UserRecord;
  readonly organization: Organization;
  readonly projects: Map<string, ProjectRecord>;
  nextDatabaseId: number;
  /** Microseconds of the newest operation: they are strictly ordered, as their time is the cursor of their list. */
  lastOperationUs: number;
}
