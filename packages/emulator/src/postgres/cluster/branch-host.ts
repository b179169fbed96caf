import type { PostgresBinaries } from '../binaries/index.ts';
import type { SpareDirs } from '../root-dir/index.ts';
import type { ServerAddress } from './server-address.ts';

/** What all branches of a data plane share. */
export interface BranchHost {
  readonly rootDir: string;
  readonly spares: SpareDirs;
  readonly adminPassword: string;
  /** Whether data outlive the emulator, and so must survive a power cut. */
  readonly durable: boolean;
  /** A file descriptor that every server keeps open, so that others can tell whether one runs. */
  readonly inherited?: number | undefined;
  readonly nextAddress: () => Promise<ServerAddress>;
  /** Throws, naming what there is, when this major version cannot be started. */
  readonly binariesFor: (majorVersion: number) => PostgresBinaries;
  /** How much log a branch keeps for its history. */
  readonly historyBytes: number;
  /** How far back one may ask for a branch's past. */
  readonly historyMsOf: (branchId: string) => number;
  /** Whether an operation may rely on a point of the branch's past, which is then not given up. */
  readonly isAtWork: (branchId: string) => boolean;
  /** Called when a server ended by itself that these held. */
  readonly onCrash: (holders: readonly string[]) => void;
  /** Stops a server that is not in use, where the system allows no more of them; whether there was one. */
  readonly makeRoom: () => Promise<boolean>;
  /** How long a server that nothing needs any more goes on, for the next call of the control plane. */
  readonly lingerMs: number;
  readonly platform: NodeJS.Platform;
  readonly log: (line: string) => void;
}
