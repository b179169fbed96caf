import type { Emulator } from '@neon-api/emulator';
import type { Outcome } from '../harness/index.ts';

/** An installed copy of a fixture, and the emulator that its program calls. */
export interface Project extends Pick<Emulator, 'apiUrl' | 'apiKey' | 'orgId' | 'listRequests'> {
  readonly folder: string;
  /** The output of the package manager. */
  readonly installLog: string;
  /** The commands of its package.json, by name. */
  readonly scripts: Readonly<Record<string, string>>;
}

/** Runs the program of a project and reads its report. */
export type Run = (project: Project) => Promise<readonly Outcome[]>;

/** The parts of a package.json that we read and write. */
export interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly pnpm?: Readonly<Record<string, unknown>>;
  readonly overrides?: Readonly<Record<string, string>>;
}
