/** An operation's work in Postgres, as data. It survives a restart, and refers to records instead of secrets. */
export type OperationTask =
  | { readonly kind: 'create-root-branch'; readonly branchId: string }
  | {
      readonly kind: 'copy-branch';
      readonly branchId: string;
      /** A branch, or a snapshot with the data of one. */
      readonly parentId: string;
      /** Whether the child has its own passwords. */
      readonly setPasswords: boolean;
      /** The point in the parent's history; undefined is its head. */
      readonly point?: PointInTime;
      readonly schemaOnly?: boolean;
    }
  | {
      /** Replaces the branch's data with the source's. Its endpoints stay. */
      readonly kind: 'replace-branch';
      readonly branchId: string;
      readonly sourceId: string;
      readonly point?: PointInTime;
      /** The branch that preserves the old data. */
      readonly backupId?: string;
    }
  | { readonly kind: 'archive-branch'; readonly branchId: string }
  | {
      readonly kind: 'create-snapshot';
      readonly snapshotId: string;
      readonly branchId: string;
      readonly point?: PointInTime;
    }
  | { readonly kind: 'drop-snapshot'; readonly snapshotId: string }
  | { readonly kind: 'drop-branch'; readonly branchId: string; readonly endpointIds: readonly string[] }
  | { readonly kind: 'close-endpoints'; readonly endpointIds: readonly string[] }
  | { readonly kind: 'start-endpoint'; readonly endpointId: string }
  | { readonly kind: 'suspend-endpoint'; readonly endpointId: string }
  | { readonly kind: 'open-endpoint'; readonly endpointId: string }
  | { readonly kind: 'move-endpoint'; readonly endpointId: string }
  /** Restarts the computes of branches whose settings changed. */
  | { readonly kind: 'apply-settings'; readonly branchIds: readonly string[] }
  | { readonly kind: 'close-endpoint'; readonly endpointId: string }
  | { readonly kind: 'apply-role'; readonly branchId: string; readonly roleName: string }
  | { readonly kind: 'drop-role'; readonly branchId: string; readonly roleName: string }
  | { readonly kind: 'create-database'; readonly branchId: string; readonly databaseName: string }
  | {
      readonly kind: 'change-database';
      readonly branchId: string;
      readonly databaseName: string;
      readonly newName: string;
    }
  | { readonly kind: 'drop-database'; readonly branchId: string; readonly databaseName: string }
  | { readonly kind: 'nothing' };

/** An LSN or time in a branch's history. */
export type PointInTime = { readonly lsn: string } | { readonly timestamp: string };
