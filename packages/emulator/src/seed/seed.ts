import type { CreateProjectParams } from '@neon-api/types';

/** The initial projects of an emulator. */
export interface Seed {
  readonly projects: readonly SeedProject[];
}

export interface SeedProject extends SeedContent {
  /** The `project` in the body of `createProject`. */
  readonly project: CreateProjectParams['body']['project'];
  readonly branches?: readonly SeedBranch[];
}

export interface SeedBranch extends SeedContent {
  readonly name: string;
  /** Name of the parent. Default: the project's default branch. */
  readonly parent?: string;
  /** Whether the branch gets a read-write endpoint. Default true. */
  readonly endpoint?: boolean;
}

interface SeedContent {
  readonly roles?: readonly string[];
  readonly databases?: readonly { readonly name: string; readonly owner: string }[];
}
