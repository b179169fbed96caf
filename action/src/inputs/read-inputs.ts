import { createInputReader, type Environment } from './input-reader.ts';

const MODES = ['ensure', 'remove', 'sweep'] as const;

/** The inputs of a run. action.yml describes each. */
export interface Inputs {
  readonly mode: (typeof MODES)[number];
  /** Id or name. */
  readonly project: string;
  readonly apiKey: string | undefined;
  readonly orgId: string | undefined;
  /** Id or name of the branch to copy. */
  readonly parent: string | undefined;
  readonly branch: string | undefined;
  readonly prefix: string;
  readonly expiresInMs: number;
  readonly reset: boolean;
  readonly databaseName: string | undefined;
  readonly roleName: string | undefined;
  readonly dryRun: boolean;
  readonly comment: boolean;
  readonly compareSchema: boolean;
  readonly githubToken: string | undefined;
}

/** The default of each input. The runner also passes those of action.yml, which a test compares with these. */
export const DEFAULTS = {
  mode: 'ensure',
  project: '',
  'api-key': '',
  'org-id': '',
  parent: '',
  branch: '',
  prefix: 'preview/',
  expiry: '7d',
  reset: 'false',
  database: '',
  role: '',
  'dry-run': 'true',
  comment: 'true',
  'compare-schema': 'true',
  'github-token': '',
} as const;

// Spec: an expiry is at most 30 days ahead.
const LIFETIME = { shortest: '1m', longest: '30d' };

/**
 * Reads and checks all inputs.
 *
 * @throws UsageError for a missing or invalid input; the message names it
 */
export function readInputs(env: Environment): Inputs {
  const inputs = createInputReader(env, DEFAULTS);
  return {
    mode: inputs.oneOf('mode', MODES),
    project: inputs.need('project'),
    apiKey: inputs.get('api-key') ?? env.NEON_API_KEY,
    orgId: inputs.get('org-id') ?? env.NEON_ORG_ID,
    parent: inputs.get('parent'),
    branch: inputs.get('branch'),
    prefix: inputs.need('prefix'),
    expiresInMs: inputs.durationMs('expiry', LIFETIME),
    reset: inputs.flag('reset'),
    databaseName: inputs.get('database'),
    roleName: inputs.get('role'),
    dryRun: inputs.flag('dry-run'),
    comment: inputs.flag('comment'),
    compareSchema: inputs.flag('compare-schema'),
    githubToken: inputs.get('github-token'),
  };
}
