import type { PostgresMode } from '@neon-api/emulator';
import type { Expectation } from '../harness/index.ts';
import type { PackageManager } from './complete-manifest.ts';
import { LIBRARY, NO_FETCH, SHOP, TEST_PASSED } from './expectations.ts';
import type { GuideChoice } from './guide-files.ts';
import type { Run } from './project.ts';
import { codegenBeside, runCodegen } from './run-codegen.ts';
import { fleetGuideOn, runFleetGuide } from './run-fleet-guide.ts';
import { GUIDES, runGuides } from './run-guides.ts';
import { runInWorkerd, WORKERD } from './run-in-workerd.ts';
import { NEXT, runNext } from './run-next.ts';
import { NEXT_GUIDE, runNextGuide } from './run-next-guide.ts';
import { reportOf } from './run-script.ts';
import { runWorkerdGuide, WORKERD_GUIDE } from './run-workerd-guide.ts';

/** A typical user project in which the packages must work. */
export interface Consumer {
  /** The folder in fixtures/; default: the consumer's name. */
  readonly fixture?: string;
  readonly manager: PackageManager;
  /** Versions of tools that differ from those of the fixture. */
  readonly versions?: Readonly<Record<string, string>>;
  /** The guide that the project follows. Its files are added to the fixture. */
  readonly guide?: GuideChoice;
  /** The Postgres of the emulator; default: off. */
  readonly postgres?: PostgresMode;
  readonly run: Run;
  readonly expects: readonly Expectation[];
}

const shop = (manager: PackageManager, script = 'test'): Consumer => ({
  manager,
  run: reportOf(script),
  expects: SHOP,
});

const library = (typescript: string): Consumer => ({
  fixture: 'pnpm-library',
  manager: 'pnpm',
  versions: { typescript },
  run: reportOf('test'),
  expects: LIBRARY,
});

const commonJs = (script: string, typescript: string): Consumer => ({
  ...shop('npm', script),
  fixture: 'npm-commonjs-typescript',
  versions: { typescript },
});

const jestGuide = (...sections: readonly string[]): Pick<Consumer, 'guide'> => ({
  guide: { path: 'docs/guides/jest-and-commonjs.md', sections },
});

/** The programs of the fleet guide, with the queue on this version of Postgres. */
const fleetGuide = (postgres: PostgresMode, version: number): Consumer => ({
  fixture: 'fleet-guide',
  manager: 'npm',
  guide: {
    path: 'docs/guides/run-fleet-work-on-several-machines.md',
    sections: ['Run fleet work on several machines', 'Workers'],
  },
  postgres,
  run: runFleetGuide(version),
  expects: fleetGuideOn(version),
});

const workerd = (version: string): Consumer => ({
  fixture: 'workerd',
  manager: 'npm',
  versions: { workerd: version },
  run: runInWorkerd,
  expects: WORKERD,
});

/** Exact versions, the oldest that codegen's output supports first. */
const COMPILERS = ['5.0.4', '5.4.5', '5.8.3', '5.9.3', '6.0.3', '7.0.2'];

/** Codegen next to each compiler version, installed with each package manager: `codegen-npm-ts-5.0`. */
const CODEGEN_TABLE: Readonly<Record<string, Consumer>> = Object.fromEntries(
  (['npm', 'pnpm', 'yarn'] as const).flatMap((manager) =>
    COMPILERS.map((typescript): [string, Consumer] => [
      `codegen-${manager}-ts-${typescript.replace(/\.\d+$/, '')}`,
      { fixture: 'codegen', manager, versions: { typescript }, run: runCodegen, expects: codegenBeside(typescript) },
    ]),
  ),
);

export const CONSUMERS: Readonly<Record<string, Consumer>> = {
  'library-ts-5.9': library('5.9.3'),
  'library-ts-7': library('7.0.2'),
  'npm-commonjs': {
    ...shop('npm'),
    ...jestGuide('Jest and CommonJS'),
    expects: [...SHOP, { name: 'names', gives: ['guide'] }],
  },
  'tsc-commonjs': commonJs('test:commonjs', '7.0.2'),
  'tsc-node': commonJs('test:node', '5.9.3'),
  'tsc-node16': { ...commonJs('test:node16', '5.9.3'), ...jestGuide('TypeScript with module node16') },
  'jest-ts-jest': { ...shop('npm'), ...jestGuide('Jest 30 with ts-jest') },
  'jest-swc': { ...shop('npm'), ...jestGuide('Jest 30 with swc') },
  'jest-emulator': {
    manager: 'npm',
    ...jestGuide('The emulator in Jest'),
    run: reportOf('test'),
    expects: TEST_PASSED,
  },
  vitest: shop('pnpm'),
  webpack: shop('npm'),
  vite: shop('pnpm'),
  rollup: shop('npm'),
  esbuild: shop('pnpm'),
  next: { manager: 'pnpm', run: runNext, expects: NEXT },
  'next-guide': {
    manager: 'pnpm',
    guide: { path: 'docs/guides/next-js.md' },
    run: runNextGuide,
    expects: NEXT_GUIDE,
  },
  'workerd-2026-04': workerd('1.20260426.1'),
  'workerd-2026-11': workerd('1.20261117.1'),
  'workerd-guide': {
    manager: 'npm',
    guide: { path: 'docs/guides/cloudflare-workers.md' },
    run: runWorkerdGuide,
    expects: WORKERD_GUIDE,
  },
  // Debian's Postgres is 15, and the embedded one is 17.
  'fleet-guide-15': fleetGuide('system', 15),
  'fleet-guide-17': fleetGuide('embedded', 17),
  // Every other document, in one project.
  guides: { manager: 'npm', run: runGuides, expects: GUIDES },
  'node-fetch': shop('npm'),
  'cross-fetch': shop('npm'),
  undici: shop('pnpm'),
  jsdom: shop('npm'),
  ...CODEGEN_TABLE,
  'jest-jsdom': { manager: 'npm', run: reportOf('test'), expects: NO_FETCH },
};
