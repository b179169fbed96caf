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
import type { BranchServices } from './branch-services.ts';
import type { OperationTask } from './operation-task.ts';

/** How Neon marks a role that only owns things. */
export const NO_LOGIN = 'no_login';

/** A role as the API shows it, beside the password it never shows unasked. */
export interface RoleRecord {
  readonly role: Role;
  /** Not there for a role that cannot log in, or that SQL made. */
  password?: string;
}

/** What Postgres said of a branch when it was asked last; roles and databases stand in the record itself. */
export interface ReadingRecord {
  readonly sizeBytes: number;
  /** How far the log went; not there when the data has been replaced since. */
  readonly logEndsAt?: number;
  /** No compute has run since, so that Postgres would say the same again. */
  isCurrent: boolean;
}

/** Masking of an anonymized branch: what was asked for, and how far it got. */
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

/** When snapshots are made by themselves, and until when that has been seen to. */
export interface ScheduleRecord {
  readonly items: BackupSchedule['schedule'];
  checkedAt: string;
}

/** A branch in its seven days of grace, with the endpoints that come back with it. */
export interface DeletedBranchRecord extends BranchRecord {
  readonly endpoints: readonly Endpoint[];
  readonly deletedAt: string;
  readonly deletionMethod: 'user' | 'ttl';
}

/** Records as they were before a call changed them, by id; null where the call made them. */
export interface RecordsBefore {
  readonly branches?: Readonly<Record<string, BranchRecord | null>>;
  /** Of branches that stay: some fields alone. */
  readonly branchFields?: Readonly<Record<string, Partial<Branch>>>;
  /** Of branches that stay: their roles and databases alone. */
  readonly contents?: Readonly<Record<string, Pick<BranchRecord, 'roles' | 'databases'>>>;
  readonly endpoints?: Readonly<Record<string, Endpoint | null>>;
  readonly snapshots?: Readonly<Record<string, SnapshotRecord | null>>;
  readonly jwks?: Readonly<Record<string, JWKS | null>>;
  readonly historyRetentionSeconds?: number;
  /** The call made the project itself. */
  readonly isNewProject?: boolean;
}

export interface OperationRecord {
  readonly operation: Operation;
  readonly task: OperationTask;
  /** What is put back when the operation ends badly; not there once it has ended. */
  undo?: RecordsBefore;
  /** Operations of one call: when one ends badly, the later ones are cancelled. */
  readonly batch: string;
  /** Work that Neon does without showing an operation for it. */
  readonly hidden: boolean;
}

/** A snapshot keeps the roles and databases of its moment; the data plane keeps its data under its id. */
export interface SnapshotRecord {
  readonly snapshot: Snapshot;
  readonly roles: readonly RoleRecord[];
  readonly databases: readonly Database[];
}

/** A time in which a compute ran; without an end it still does. */
export interface UsageInterval {
  readonly endpointId: string;
  readonly fromMs: number;
  toMs?: number;
  readonly computeUnits: number;
  /** What was added to the branch's log from its beginning until then; not there when nothing was measured. */
  written?: { readonly bytes: number; readonly untilMs: number };
}

/** Everything of one project; branches and endpoints by id, operations oldest first. Plain data but for these maps. */
export interface ProjectRecord {
  readonly project: Project;
  /** The suffixes of a project's branch and endpoint ids share their first two characters. */
  readonly suffixStart: string;
  readonly branches: Map<string, BranchRecord>;
  readonly endpoints: Map<string, Endpoint>;
  readonly operations: OperationRecord[];
  /** Gone for the API; recoverable while there is a `deletedAt`, and kept until its clean-up has run. */
  isDeleted: boolean;
  deletedAt?: string;
  /** When its creation failed: of such a project only the operations can be read, which say why. */
  failedAt?: string;
  readonly deletedBranches: DeletedBranchRecord[];
  readonly snapshots: SnapshotRecord[];
  readonly permissions: ProjectPermission[];
  /** Roles granted on this project, by the id of the organization's member. Undefined in states of earlier versions. */
  memberRoles?: Record<string, ProjectRole>;
  readonly jwks: JWKS[];
  readonly transferRequests: ProjectTransferRequestResponse[];
  readonly vpcEndpoints: VPCEndpoint[];
  /** By branch. */
  readonly usage: Record<string, UsageInterval[]>;
  /**
   * Log records by their number and branch, oldest first. Each is JSON text, which costs nothing to compare with what
   * was saved. Undefined in states of earlier versions.
   */
  logs?: Map<string, string>;
}

/** The whole control plane as plain data. */
export interface State {
  /** The first is the one whose key the emulator was started with. */
  readonly users: UserRecord[];
  /** The first is where projects go when a call names no organization. */
  readonly organizations: OrganizationRecord[];
  readonly apiKeys: ApiKeyRecord[];
  readonly projects: Map<string, ProjectRecord>;
  nextDatabaseId: number;
  nextApiKeyId: number;
  /** Signs the addresses under which objects are uploaded and downloaded. */
  readonly signingSecret: string;
  /** Microseconds of the newest operation: they are strictly ordered, as their time is the cursor of their list. */
  lastOperationUs: number;
}
