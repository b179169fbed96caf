import type {
  AnnotationData,
  BackupSchedule,
  Branch,
  Database,
  Endpoint,
  JWKS,
  MaskingRule,
  Operation,
  Project,
  ProjectPermission,
  ProjectRole,
  ProjectTransferRequestResponse,
  Role,
  Snapshot,
  VPCEndpoint,
} from '@neon-api/types';
import type { ApiKeyRecord, OrganizationRecord, UserRecord } from './account-records.ts';
import type { AuthRecord, BranchServices } from './branch-services.ts';
import type { OperationTask } from './operation-task.ts';

/** Neon's marker for a role that only owns objects. */
export const NO_LOGIN = 'no_login';

/** A role as the API shows it, with the password that the API shows only on request. */
export interface RoleRecord {
  readonly role: Role;
  /** Undefined for a role that cannot log in, or that was created through SQL. */
  password?: string;
}

/** The last reading of a branch from Postgres. The record itself holds roles and databases. */
export interface ReadingRecord {
  readonly sizeBytes: number;
  /** The end of the WAL; undefined if the data has been replaced since. */
  readonly logEndsAt?: number;
  /** Whether no compute has run since, so that a new reading would be the same. */
  isCurrent: boolean;
}

/** The masking of an anonymized branch: its rules and its progress. */
export interface AnonymizationRecord {
  state: 'initialized' | 'anonymized';
  readonly createdAt: string;
  updatedAt: string;
  lastRun?: { readonly started_at: string; readonly completed_at: string; readonly masked_columns: number };
}

export interface BranchRecord {
  readonly branch: Branch;
  roles: RoleRecord[];
  databases: Database[];
  reading?: ReadingRecord;
  annotation?: AnnotationData;
  schedule?: ScheduleRecord;
  anonymization?: AnonymizationRecord;
  maskingRules?: MaskingRule[];
  services?: BranchServices;
}

/** The schedule of automatic snapshots, and the time up to which it was checked. */
export interface ScheduleRecord {
  readonly items: BackupSchedule['schedule'];
  checkedAt: string;
}

/** A deleted branch during its seven days, with the endpoints that a recovery restores. */
export interface DeletedBranchRecord extends BranchRecord {
  readonly endpoints: readonly Endpoint[];
  readonly deletedAt: string;
  readonly deletionMethod: 'user' | 'ttl';
}

/** Records before a call changed them, by id; null if the call created them. */
export interface RecordsBefore {
  readonly branches?: Readonly<Record<string, BranchRecord | null>>;
  /** Single fields of branches that remain. */
  readonly branchFields?: Readonly<Record<string, Partial<Branch>>>;
  /** Roles and databases of branches that remain. */
  readonly contents?: Readonly<Record<string, Pick<BranchRecord, 'roles' | 'databases'>>>;
  readonly endpoints?: Readonly<Record<string, Endpoint | null>>;
  readonly snapshots?: Readonly<Record<string, SnapshotRecord | null>>;
  readonly jwks?: Readonly<Record<string, JWKS | null>>;
  readonly historyRetentionSeconds?: number;
  /** Whether the call created the project itself. */
  readonly isNewProject?: boolean;
}

export interface OperationRecord {
  readonly operation: Operation;
  readonly task: OperationTask;
  /** The records to restore if the operation fails; removed when it ends. */
  undo?: RecordsBefore;
  /** Identifies the operations of one call: when one fails, the later ones are cancelled. */
  readonly batch: string;
  /** Whether Neon does this work without showing an operation. */
  readonly hidden: boolean;
}

/** A snapshot with the roles, databases and users of its time. The data plane stores its data under its id. */
export interface SnapshotRecord {
  readonly snapshot: Snapshot;
  readonly roles: readonly RoleRecord[];
  readonly databases: readonly Database[];
  /** Undefined if Neon Auth was off, and in states of earlier versions. */
  readonly auth?: AuthRecord;
}

/** A time when a compute ran; without an end it is still running. */
export interface UsageInterval {
  readonly endpointId: string;
  readonly fromMs: number;
  toMs?: number;
  readonly computeUnits: number;
  /** The WAL written from the start until then; undefined if nothing was measured. */
  written?: { readonly bytes: number; readonly untilMs: number };
}

/** A project. Branches and endpoints are by id, operations oldest first. Plain data except for the maps. */
export interface ProjectRecord {
  readonly project: Project;
  /** The first two characters of the suffixes of the project's branch and endpoint ids. */
  readonly suffixStart: string;
  readonly branches: Map<string, BranchRecord>;
  readonly endpoints: Map<string, Endpoint>;
  readonly operations: OperationRecord[];
  /** Hidden in the API. Recoverable if `deletedAt` is set, and kept until its clean-up has run. */
  isDeleted: boolean;
  deletedAt?: string;
  /** When its creation failed. Only its operations can be read, which show the error. */
  failedAt?: string;
  readonly deletedBranches: DeletedBranchRecord[];
  readonly snapshots: SnapshotRecord[];
  readonly permissions: ProjectPermission[];
  /** Roles on this project, by the member's id in the organization. Undefined in states of earlier versions. */
  memberRoles?: Record<string, ProjectRole>;
  readonly jwks: JWKS[];
  readonly transferRequests: ProjectTransferRequestResponse[];
  readonly vpcEndpoints: VPCEndpoint[];
  /** By branch id. */
  readonly usage: Record<string, UsageInterval[]>;
  /**
   * Log records by number and branch, oldest first. Each is JSON text, which is cheap to compare with the saved copy.
   * Undefined in states of earlier versions.
   */
  logs?: Map<string, string>;
}

/** The whole control plane as plain data. */
export interface State {
  /** The first user owns the key that the emulator was started with. */
  readonly users: UserRecord[];
  /** The first organization gets the projects of calls that name none. */
  readonly organizations: OrganizationRecord[];
  readonly apiKeys: ApiKeyRecord[];
  readonly projects: Map<string, ProjectRecord>;
  nextDatabaseId: number;
  nextApiKeyId: number;
  /** Signs the URLs for uploads and downloads of objects. */
  readonly signingSecret: string;
  /** The time of the newest operation in microseconds. Times are unique, because they are the cursors of the list. */
  lastOperationUs: number;
}
