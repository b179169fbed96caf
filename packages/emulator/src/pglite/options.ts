import type { CreatePglite } from './pglite-instance.ts';

export interface PgliteDataPlaneOptions {
  /**
   * Creates an instance; add where your page serves PGlite's files, or extensions. Default: `PGlite.create` of
   * `@electric-sql/pglite`.
   */
  readonly create?: CreatePglite;
  /**
   * A file made with `dumpPgliteTemplate` and the same version of PGlite, or a promise of it. Default: none, so the first
   * project waits for `initdb`.
   */
  readonly template?: Blob | PromiseLike<Blob>;
  /** The major version of Postgres in PGlite. Default 18. */
  readonly pgVersion?: number;
  /**
   * The largest number of branches that are awake at the same time, 1 or more. Others keep only their files, and wake up
   * for their next statement. Default 8.
   */
  readonly maxAwake?: number;
}

const createByDefault: CreatePglite = async (options) => {
  const { PGlite } = await import('@electric-sql/pglite').catch((cause: unknown) => {
    throw new Error('PGlite cannot be loaded. Install @electric-sql/pglite, or pass { create }.', { cause });
  });
  return PGlite.create(options);
};

type Resolved = Required<Omit<PgliteDataPlaneOptions, 'template'>> & Pick<PgliteDataPlaneOptions, 'template'>;

const DEFAULTS: Omit<Resolved, 'template'> = { create: createByDefault, pgVersion: 18, maxAwake: 8 };

const NAMES: readonly string[] = [...Object.keys(DEFAULTS), 'template'];

/** @throws TypeError for an unknown option or a value out of range */
export function resolvePgliteOptions(options: PgliteDataPlaneOptions): Resolved {
  for (const name of Object.keys(options)) {
    if (!NAMES.includes(name)) {
      throw new TypeError(`Unknown option "${name}" of createPgliteDataPlane; use ${NAMES.join(', ')}.`);
    }
  }
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const resolved: Resolved = { ...DEFAULTS, ...given };
  for (const name of ['pgVersion', 'maxAwake'] as const) {
    if (Number.isInteger(resolved[name]) && resolved[name] >= 1) continue;
    throw new TypeError(`${name} must be an integer of 1 or more, not ${resolved[name]}.`);
  }
  return resolved;
}
