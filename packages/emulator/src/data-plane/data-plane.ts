import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** A role as the control plane knows it; the password is plain text and never logged. */
export interface RoleSpec {
  readonly name: string;
  /** Undefined: it cannot log in. */
  readonly password: string | undefined;
}

/** A role as Postgres has it. */
export interface RoleState {
  readonly name: string;
  readonly canLogIn: boolean;
  /** Whether the password that is known of it opens it; undefined where none is known, or it cannot be said. */
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
  readonly port: number;
  /**
   * A host, with a port where it is not Postgres' own, that leads to this endpoint without naming it while it is open;
   * undefined where there is none.
   */
  hostFor?(endpointId: string): string | undefined;
  /** The certificate of the authority that vouches for the port in TLS. */
  readonly caFile?: string;
}

/** A point of a branch's history: everything up to a position in its log, or committed up to a time (RFC 3339). */
export type DataPoint = { readonly timestamp: string } | { readonly lsn: string };

/** The points at which a branch can be had, from the earliest to the latest. */
export interface BranchHistory {
  readonly begins: { readonly timestamp: string; readonly lsn: string };
  readonly ends: { readonly timestamp: string; readonly lsn: string };
}

/** What Postgres itself says of a branch. */
export interface BranchReading {
  /** Of users, also those that SQL made. */
  readonly roles: readonly RoleState[];
  readonly databases: readonly DatabaseSpec[];
  /** Of all databases of users. */
  readonly sizeBytes: number;
  /** How far its log goes, and where it began to be the branch's own (to a segment), in bytes since the first of all. */
  readonly log: { readonly beginsAt: number; readonly endsAt: number };
}

/** A table of a user, with what a reader of its structure wants to know. */
export interface TableShape {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly ColumnShape[];
  /** Those that are about columns. */
  readonly constraints: readonly ConstraintShape[];
}

export interface ColumnShape {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  /** Computed from other columns. */
  readonly generated: boolean;
}

export interface ConstraintShape {
  readonly name: string;
  /** As SQL has it, e.g. `PRIMARY KEY`. */
  readonly type: string;
  readonly columns: readonly string[];
  /** What a foreign key points at. */
  readonly references?: { readonly schema: string; readonly table: string; readonly columns: readonly string[] };
}

export interface BranchCopy {
  readonly branchId: string;
  readonly parentId: string;
  /** Default: the parent's head. */
  readonly at?: DataPoint;
  /** Structure without rows: a root of its own, whose history begins now. */
  readonly schemaOnly?: boolean;
}

export interface BranchReplacement {
  readonly branchId: string;
  /** Where the new data come from; may be the branch itself at a point. */
  readonly from: { readonly branchId: string; readonly at?: DataPoint };
  /** Keeps the data that were there under this new branch id. */
  readonly keepOldAs?: string;
}

/** What Neon's serverless driver talks to; to be mounted on a server of HTTP. */
export interface ServerlessDoor {
  /** Answers `POST /sql`. */
  fetch(request: Request): Promise<Response>;
  /** Takes over a request for an upgrade to WebSocket, `GET /v2?address=host:port`. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/**
 * What the data plane tells the control plane by itself: that a connection woke a suspended endpoint, or that an
 * endpoint was suspended for want of connections. What a call of the control plane caused is not told.
 */
export interface DataPlaneEvents {
  endpointStarted(endpointId: string): void;
  endpointSuspended(endpointId: string): void;
}

/** Why a client may not connect to an endpoint from its address. */
export type ConnectionRefusal = 'public-blocked' | 'address-not-allowed';

export interface OpenedEndpoint {
  readonly endpointId: string;
  readonly branchId: string;
  /** Whether its sessions see a copy that follows the branch and takes no writes. Default false. */
  readonly readOnly?: boolean;
}

/** The connections of clients to an endpoint. */
export interface EndpointUsage {
  /** Whether a client is connected, or waits to be. */
  readonly isInUse: boolean;
  /** Connections that have ended so far. */
  readonly ended: number;
  /** Time in ms since the last connection ended; infinity when there was none. */
  readonly idleMs: number;
}

/** What the control plane knows of an endpoint that is not open. */
export type EndpointOutlook =
  | { readonly kind: 'ready' | 'disabled' | 'unknown' }
  | { readonly kind: 'failed'; readonly reason: string };

export type DataPlaneKind = 'embedded' | 'system' | 'off';

/**
 * The one door between the control plane (HTTP, records, operations) and Postgres.
 * The control plane checks names and rules first; what arrives here is meant to succeed, and a failure is an
 * Error whose message says what happened, to what, and what to do.
 */
export interface DataPlane {
  readonly kind: DataPlaneKind;
  /** Major versions that can be started; empty when off. */
  readonly pgVersions: readonly number[];
  /** What to do to have a major version that is not among them, as a sentence. */
  howToGet?(pgVersion: number): string;
  /** Where every endpoint is reached (one port); undefined when off. */
  readonly address: DataPlaneAddress | undefined;
  /** Undefined when off. */
  readonly serverless?: ServerlessDoor;
  /** A root branch with its roles and databases. */
  createBranch(branch: BranchSpec): Promise<void>;
  /** A branch that holds what its parent holds at this moment or held at a point; writers on the parent are not stopped. */
  copyBranch(branch: BranchCopy): Promise<void>;
  /**
   * Puts a copy in the place of a branch's data; its endpoints stay, their connections end. When it rejects, everything is
   * as it was. A call that was made before, and kept the old data, does nothing.
   */
  replaceBranchData?(replacement: BranchReplacement): Promise<void>;
  /**
   * Stops the branch, closes its endpoints and removes its data; does nothing when there is no such branch. When it rejects,
   * the data are all there.
   */
  dropBranch(branchId: string): Promise<void>;
  /** The branches and snapshots that there are data of. */
  listBranches?(): readonly string[];
  /** Creates the role, or sets the password of an existing one. */
  applyRole(branchId: string, role: RoleSpec): Promise<void>;
  /** What the role owns goes to the owner of the database it is in; its sessions end. */
  dropRole(branchId: string, roleName: string): Promise<void>;
  createDatabase(branchId: string, database: DatabaseSpec): Promise<void>;
  /** Renames and/or changes the owner; a rename ends the sessions in the database. */
  changeDatabase(branchId: string, databaseName: string, to: DatabaseSpec): Promise<void>;
  /** Ends the sessions in it. */
  dropDatabase(branchId: string, databaseName: string): Promise<void>;
  /** The structure of a database, now or at a point, as SQL; the same text for the same structure. */
  readSchema?(branchId: string, databaseName: string, at?: DataPoint): Promise<string>;
  /** The tables of a database, now or at a point. */
  readTables?(branchId: string, databaseName: string, at?: DataPoint): Promise<readonly TableShape[]>;
  /** Which points of its past a branch has; a data plane without it takes any point. */
  findHistory?(branchId: string): Promise<BranchHistory>;
  /** What SQL has made of the branch, and whether the passwords of these roles are still theirs. */
  readBranch?(branchId: string, known?: readonly RoleSpec[]): Promise<BranchReading>;
  /** Lets connections to the host of an endpoint that is about to open wait for it. `closeEndpoint` takes this back. */
  announceEndpoint?(endpointId: string): Promise<void>;
  /**
   * Lets connections that name this endpoint reach the branch; the first one starts it. Opening it on another branch
   * moves it there and ends its connections; opening it again on the same one changes nothing.
   */
  openEndpoint(endpoint: OpenedEndpoint): Promise<void>;
  /** Ends its connections and refuses new ones; does nothing when it is not open. */
  closeEndpoint(endpointId: string): Promise<void>;
  /** Starts the branch's server unless it runs; resolves when it takes connections. */
  startEndpoint(endpointId: string): Promise<void>;
  /** Ends its connections; the next one starts it again. */
  suspendEndpoint(endpointId: string): Promise<void>;
  /** A data plane without this function suspends idle endpoints itself. */
  readUsage?(endpointId: string): EndpointUsage;
  /** Stops every process and removes what was temporary. Never rejects twice; safe to call again. */
  stop(): Promise<void>;
}
