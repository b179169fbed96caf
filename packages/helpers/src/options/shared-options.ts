import type { WaitOptions } from '@neon-api/client';
import { abortSignal, branchIdRule, callback, numberFrom, type OptionRules, required, text } from './option-rules.ts';

// No spreads, and all calls are marked as pure, so that a bundler drops tables that no imported helper uses.

/** Which project to work on. */
export interface ProjectOption {
  /** Id of the project, such as `quiet-field-12345678`. */
  readonly projectId: string;
}

export const PROJECT_OPTION: OptionRules<ProjectOption> = { projectId: /* @__PURE__ */ required(text) };

/** Which branch to work on. */
export interface BranchPlace extends ProjectOption {
  /** Id of the branch, such as `br-quiet-field-a1b2c3d4`. `findBranch` returns the id for a name. */
  readonly branchId: string;
}

export const BRANCH_PLACE: OptionRules<BranchPlace> = {
  projectId: /* @__PURE__ */ required(text),
  branchId: /* @__PURE__ */ required(branchIdRule),
};

/** Which branch to work on. Optional: the default is the default branch. */
export interface BranchOrDefault extends ProjectOption {
  /** Id of the branch, such as `br-quiet-field-a1b2c3d4`. Default: the project's default branch. */
  readonly branchId?: string | undefined;
}

export const BRANCH_OR_DEFAULT: OptionRules<BranchOrDefault> = {
  projectId: /* @__PURE__ */ required(text),
  branchId: branchIdRule,
};

/** Which branch to copy. */
export interface ParentOption {
  /** Id of the branch to copy. Default: the project's default branch. */
  readonly parentId?: string | undefined;
}

export const PARENT_OPTION: OptionRules<ParentOption> = { parentId: branchIdRule };

/** Which database of a branch to use. */
export interface DatabaseOption {
  /** Name of the database. Default: the only database of the branch. If there are several, the error lists them. */
  readonly databaseName?: string | undefined;
}

export const DATABASE_OPTION: OptionRules<DatabaseOption> = { databaseName: text };

/** Which database and role the connection URIs are for. */
export interface LoginOptions extends DatabaseOption {
  /** Name of the role. Default: the role that owns the database. */
  readonly roleName?: string | undefined;
}

export const LOGIN_OPTIONS: OptionRules<LoginOptions> = { databaseName: text, roleName: text };

/** How to stop a helper early. */
export interface SignalOption {
  /** Aborts requests and waits. An operation that Neon has started continues. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

export const SIGNAL_OPTION: OptionRules<SignalOption> = { signal: abortSignal };

/** Options of every helper that starts operations. */
export interface HelperOptions extends SignalOption {
  /** Time limit of each wait for operations, in ms, from 1. Default: the limit of `waitForOperations`. */
  readonly timeoutMs?: number | undefined;
  /** Called at the start of a wait, after each poll and at the end. Errors that it throws are ignored. Default: none. */
  readonly onProgress?: WaitOptions['onProgress'];
}

export const HELPER_OPTIONS: OptionRules<HelperOptions> = {
  signal: abortSignal,
  timeoutMs: /* @__PURE__ */ numberFrom(1),
  onProgress: callback,
};

/** The options of a single request. */
export function callOptions({ signal }: SignalOption): { readonly signal: AbortSignal | undefined } {
  return { signal };
}

/** The options of a wait for operations. */
export function waitOptions({ timeoutMs, signal, onProgress }: HelperOptions): WaitOptions {
  return { timeoutMs, signal, onProgress };
}
