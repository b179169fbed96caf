import type { BranchServices } from '../../state/index.ts';

/** A branch takes a service's state from the branch that it is copied from, or keeps its own. */
type Origin = 'source' | 'own';

export interface ServiceRule {
  readonly name: string;
  /** A new branch. Its own state is empty. */
  readonly onCreate: Origin;
  /** A reset to the parent's present state. */
  readonly onReset: Origin;
  /** A restore to another point or another branch. */
  readonly onRestore: Origin;
  /** What the other fields do not say. */
  readonly note: string;
  /** Neon's pages that state the rule. */
  readonly sources: readonly string[];
}

/** The former users of Neon Auth follow its rule. */
export type ServiceName = Exclude<keyof BranchServices, 'formerAuthUsers'>;

const DOCS = 'https://neon.com/docs';
const BRANCH_YOUR_BACKEND = `${DOCS}/concepts/branch-your-backend`;
const RESET = `${DOCS}/guides/reset-from-parent`;

/**
 * How each service follows when a branch is created, reset and restored; the guide "What matches Neon" shows this table.
 * All are deleted with their branch, and return when it is recovered, except domains, which are released at once. A
 * schema-only branch starts without any (undocumented).
 */
export const SERVICE_RULES: Readonly<Record<ServiceName, ServiceRule>> = {
  auth: {
    name: 'Neon Auth',
    onCreate: 'source',
    onReset: 'source',
    onRestore: 'source',
    note: 'Users and settings are in the database and follow it. Each branch has its own base URL.',
    sources: [`${DOCS}/auth/branching-authentication`, BRANCH_YOUR_BACKEND, RESET],
  },
  dataApis: {
    name: 'Data API',
    onCreate: 'source',
    onReset: 'own',
    onRestore: 'own',
    note: 'Once it is enabled for a database, each branch of that database serves it at its own URL.',
    sources: [`${DOCS}/concepts/the-object-model`, BRANCH_YOUR_BACKEND],
  },
  buckets: {
    name: 'Buckets and objects',
    onCreate: 'source',
    onReset: 'source',
    onRestore: 'own',
    note: 'Changes on a branch are visible only there. On Neon, a reset includes buckets in two of four regions so far.',
    sources: [`${DOCS}/storage/buckets`, RESET],
  },
  functions: {
    name: 'Functions',
    onCreate: 'source',
    onReset: 'own',
    onRestore: 'own',
    note: 'Each branch has its own invocation URL. A deployment on a branch changes no other branch.',
    sources: [BRANCH_YOUR_BACKEND, RESET],
  },
  triggers: {
    name: 'Triggers',
    onCreate: 'own',
    onReset: 'own',
    onRestore: 'own',
    note: 'A branch sees the triggers of its ancestors, disabled until it enables them.',
    sources: [`${DOCS}/compute/functions/triggers/overview`],
  },
  credentials: {
    name: 'Credentials',
    onCreate: 'own',
    onReset: 'own',
    onRestore: 'own',
    note: 'A credential is valid on its branch and all branches that descend from it.',
    sources: [`${DOCS}/storage/authentication`],
  },
  customDomains: {
    name: 'Custom domains',
    onCreate: 'own',
    onReset: 'own',
    onRestore: 'own',
    note: 'A domain belongs to one branch, and is free again when that branch is deleted.',
    sources: [`${DOCS}/compute/functions/custom-domains`],
  },
};
