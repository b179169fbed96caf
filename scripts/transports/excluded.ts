/** A test of the handlers that cannot run over some transports. */
export interface Exclusion {
  /** Relative to `packages/emulator/src/handlers`. */
  readonly file: string;
  /** The beginning of its name. Default: every test of the file. */
  readonly name?: string;
  readonly reason: string;
  readonly transports: readonly string[];
}

const OTHER_RUNTIMES = ['chromium', 'workerd'];

export const EXCLUDED: readonly Exclusion[] = [
  {
    file: 'persistence.test.ts',
    reason: 'the state is in a data directory',
    transports: ['msw', ...OTHER_RUNTIMES],
  },
  {
    file: 'common/path-names.test.ts',
    name: 'roles and databases that got such names through SQL',
    reason: 'the test changes what its data plane reads',
    transports: OTHER_RUNTIMES,
  },
  {
    file: 'common/refresh-branch.test.ts',
    reason: 'the test changes what its data plane reads',
    transports: OTHER_RUNTIMES,
  },
  {
    file: 'housekeeping/suspend.test.ts',
    reason: 'the test changes what its data plane reads',
    transports: OTHER_RUNTIMES,
  },
];
