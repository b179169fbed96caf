/** A role in the control plane. The password is plain text and never logged. */
export interface RoleSpec {
  readonly name: string;
  /** Undefined if the role cannot log in. */
  readonly password: string | undefined;
}

/** A role in Postgres. */
export interface RoleState {
  readonly name: string;
  readonly canLogIn: boolean;
  /** Whether the known password is correct; undefined if no password is known, or it cannot be checked. */
  readonly hasKnownPassword?: boolean | undefined;
}

export interface DatabaseSpec {
  readonly name: string;
  readonly owner: string;
}

export interface BranchSpec {
  readonly branchId: string;
  readonly pgVersion: number;
  readonly roles: readonly RoleSpec[];
  readonly databases: readonly DatabaseSpec[];
}

export interface DataPlaneAddress {
  readonly host: string;
  /** Undefined if there is none: clients send SQL over HTTP, and an endpoint's host name only names it. */
  readonly port: number | undefined;
  /**
   * Returns a host that reaches this endpoint without `options` while it is open, with a port unless that is Postgres's
   * default; undefined if there is none. `name` is the endpoint's id, with `-pooler` for its pooled side.
   */
  hostFor?(name: string): string | undefined;
  /** Returns the port on `host` where the endpoint's Postgres itself listens; undefined if there is none. */
  directPortOf?(endpointId: string): number | undefined;
  /** The file with the CA certificate that clients need to verify the port's TLS certificate. */
  readonly caFile?: string;
  /** Whether connection URIs name endpoints by host name, as Neon's do, instead of the shared address. */
  readonly hasHostNames?: boolean;
}

/** A point in a branch's history: a WAL position, or a commit time (RFC 3339). */
export type DataPoint = { readonly timestamp: string } | { readonly lsn: string };

/** The available points of a branch, from earliest to latest. */
export interface BranchHistory {
  readonly begins: { readonly timestamp: string; readonly lsn: string };
  readonly ends: { readonly timestamp: string; readonly lsn: string };
}

/** The state of a branch, read from Postgres. */
export interface BranchReading {
  /** The roles of users, including those created through SQL. */
  readonly roles: readonly RoleState[];
  readonly databases: readonly DatabaseSpec[];
  /** The size of all user databases. */
  readonly sizeBytes: number;
  /** The end of the branch's WAL, and the segment where its own part begins, in bytes since the first WAL position. */
  readonly log: { readonly beginsAt: number; readonly endsAt: number };
}

/** The structure of a user's table. */
export interface TableShape {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly ColumnShape[];
  /** Only those on columns. */
  readonly constraints: readonly ConstraintShape[];
}

export interface ColumnShape {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  /** Whether it is computed from other columns. */
  readonly generated: boolean;
}

export interface ConstraintShape {
  readonly name: string;
  /** In SQL syntax, e.g. `PRIMARY KEY`. */
  readonly type: string;
  readonly columns: readonly string[];
  /** The target of a foreign key. */
  readonly references?: { readonly schema: string; readonly table: string; readonly columns: readonly string[] };
}

export interface BranchCopy {
  readonly branchId: string;
  readonly parentId: string;
  /** Default: the parent's head. */
  readonly at?: DataPoint;
  /** Whether to copy only the structure. The copy is a root whose history begins now. */
  readonly schemaOnly?: boolean;
}

export interface BranchReplacement {
  readonly branchId: string;
  /** The source of the new data; may be the branch itself at a point. */
  readonly from: { readonly branchId: string; readonly at?: DataPoint };
  /** Keeps the old data under this new branch id. */
  readonly keepOldAs?: string;
}

/** The server side of Neon's serverless driver. */
export interface ServerlessDoor {
  /** Handles `POST /sql`. */
  fetch(request: Request): Promise<Response>;
}

/**
 * Events that the data plane reports to the control plane: a connection woke a suspended endpoint, or an endpoint was
 * suspended because it was idle. Changes that the control plane requested are not reported.
 */
export interface DataPlaneEvents {
  endpointStarted(endpointId: string): void;
  endpointSuspended(endpointId: string): void;
}

/** The reason why a client's address may not connect to an endpoint. */
export type ConnectionRefusal = 'public-blocked' | 'address-not-allowed';

export interface OpenedEndpoint {
  readonly endpointId: string;
  readonly branchId: string;
  /** Whether its sessions use a read-only replica of the branch. Default false. */
  readonly readOnly?: boolean;
}

/** The client connections of an endpoint. */
export interface EndpointUsage {
  /** Whether a client is connected or waiting. */
  readonly isInUse: boolean;
  /** The number of connections that have ended. */
  readonly ended: number;
  /** Time in ms since the last connection ended; infinity if there was none. */
  readonly idleMs: number;
}

/** The control plane's view of an endpoint that is not open. */
export type EndpointOutlook =
  | { readonly kind: 'ready' | 'disabled' | 'unknown' }
  | { readonly kind: 'failed'; readonly reason: string };

/** `pglite` has no port: SQL goes over HTTP. */
export type DataPlaneKind = 'embedded' | 'system' | 'pglite' | 'off';

/** Features that some data planes do not have. */
export interface DataPlaneLacks {
  /** Branches and reads at an LSN or a time. */
  readonly points?: string;
  readonly logicalReplication?: string;
}

/**
 * The only interface between the control plane (HTTP, records, operations) and Postgres. The control plane checks names
 * and rules first, so calls are expected to succeed. A failure is an Error whose message says what happened, to what,
 * and what to do.
 */
export interface DataPlane {
  readonly kind: DataPlaneKind;
  /** The major versions that can be started; empty when off. */
  readonly pgVersions: readonly number[];
  /** Explains, as a sentence, how to install a missing major version. */
  howToGet?(pgVersion: number): string;
  /** The address of every endpoint (one port); undefined when off. */
  readonly address: DataPlaneAddress | undefined;
  /** What this data plane cannot do, each with a sentence that says why and what to do. */
  readonly lacks?: DataPlaneLacks;
  /** Undefined when off. */
  readonly serverless?: ServerlessDoor;
  /** Creates a root branch with its roles and databases. */
  createBranch(branch: BranchSpec): Promise<void>;
  /** Copies a parent's current content, or its content at a point. Does not block writes on the parent. */
  copyBranch(branch: BranchCopy): Promise<void>;
  /**
   * Replaces a branch's data with a copy. Its endpoints stay, their connections end. If it rejects, nothing has
   * changed. Repeating a call that already kept the old data does nothing.
   */
  replaceBranchData?(replacement: BranchReplacement): Promise<void>;
  /**
   * Stops the branch, closes its endpoints and removes its data. Does nothing if the branch does not exist. If it
   * rejects, all data is still there.
   */
  dropBranch(branchId: string): Promise<void>;
  /** Lists the branches and snapshots that have data. */
  listBranches?(): readonly string[];
  /** Creates the role, or sets the password of an existing one. */
  applyRole(branchId: string, role: RoleSpec): Promise<void>;
  /** Drops a role and ends its sessions. Its objects pass to the owner of their database. */
  dropRole(branchId: string, roleName: string): Promise<void>;
  createDatabase(branchId: string, database: DatabaseSpec): Promise<void>;
  /** Renames the database, changes its owner, or both. A rename ends its sessions. */
  changeDatabase(branchId: string, databaseName: string, to: DatabaseSpec): Promise<void>;
  /** Drops a database and ends its sessions. */
  dropDatabase(branchId: string, databaseName: string): Promise<void>;
  /** Returns the structure of a database as SQL, now or at a point. The same structure gives the same text. */
  readSchema?(branchId: string, databaseName: string, at?: DataPoint): Promise<string>;
  /** Returns the tables of a database, now or at a point. */
  readTables?(branchId: string, databaseName: string, at?: DataPoint): Promise<readonly TableShape[]>;
  /** Returns the available points of a branch. A data plane without this function accepts any point. */
  findHistory?(branchId: string): Promise<BranchHistory>;
  /** Reads a branch after changes through SQL, and checks whether these roles still have these passwords. */
  readBranch?(branchId: string, known?: readonly RoleSpec[]): Promise<BranchReading>;
  /** Lets connections wait for an endpoint that is about to open. `closeEndpoint` cancels this. */
  announceEndpoint?(endpointId: string): Promise<void>;
  /**
   * Lets connections that name this endpoint reach the branch; the first one starts it. Opening it on another branch
   * moves it there and ends its connections. Opening it again on the same branch does nothing.
   */
  openEndpoint(endpoint: OpenedEndpoint): Promise<void>;
  /** Ends its connections and refuses new ones. Does nothing if it is not open. */
  closeEndpoint(endpointId: string): Promise<void>;
  /** Starts the branch's server unless it is running. Resolves when it accepts connections. */
  startEndpoint(endpointId: string): Promise<void>;
  /** Ends its connections. The next connection starts it again. */
  suspendEndpoint(endpointId: string): Promise<void>;
  /** Returns why Postgres or the emulator refuses these settings of an endpoint, or undefined. */
  checkSettings?(pgVersion: number, settings: Readonly<Record<string, string>>): Promise<string | undefined>;
  /** Restarts the active computes of a branch, so that they get the current settings. Their connections end. */
  applySettings?(branchId: string): Promise<void>;
  /** Returns the usage. A data plane without this function suspends idle endpoints itself. */
  readUsage?(endpointId: string): EndpointUsage;
  /** Stops every process and removes temporary files. Can be called again, and does not reject twice. */
  stop(): Promise<void>;
}
