import type { TenantSettings } from '../../data-plane/index.ts';
import type { PostgresBinaries } from '../binaries/index.ts';
import type { SpareDirs } from '../root-dir/index.ts';
import type { CheckSettings } from './check-settings.ts';
import type { DirectListening } from './own-port.ts';
import type { ServerAddress } from './server-address.ts';
import type { TemplateCopies } from './template-copies.ts';

/** Shared by all branches of a data plane. */
export interface BranchHost {
  readonly rootDir: string;
  readonly spares: SpareDirs;
  readonly templateCopies: TemplateCopies;
  readonly adminPassword: string;
  /** True if the data outlive the emulator, and so must survive a power failure. */
  readonly durable: boolean;
  /** A file descriptor that every server keeps open, which shows other processes that one runs. */
  readonly inherited?: number | undefined;
  readonly nextAddress: () => Promise<ServerAddress>;
  /** Undefined if only the emulator connects to the servers. */
  readonly listening?: DirectListening | undefined;
  /** Throws an error that lists the installed versions if this one is not installed. */
  readonly binariesFor: (majorVersion: number) => PostgresBinaries;
  /** How much log a branch keeps for its history, in bytes. */
  readonly historyBytes: number;
  /** How far back a branch's history reaches, in ms. */
  readonly historyMsOf: (branchId: string) => number;
  /** Whether an operation may need a point of the branch's history; it is not trimmed then. */
  readonly isAtWork: (branchId: string) => boolean;
  /** Returns what the API sets for a branch's server, or for the one of a read-only endpoint. */
  readonly tenantSettingsOf: (branchId: string, endpointId?: string) => TenantSettings;
  /** Lets Postgres check the tenant's settings. */
  readonly checkSettings: CheckSettings;
  /** Called with the holders of a server that crashed. */
  readonly onCrash: (holders: readonly string[]) => void;
  /** Stops an unused server when the system allows no more; resolves to false if there is none. */
  readonly makeRoom: () => Promise<boolean>;
  /** How long an unused server keeps running for the next call of the control plane, in ms. */
  readonly lingerMs: number;
  readonly platform: NodeJS.Platform;
  readonly log: (line: string) => void;
}
