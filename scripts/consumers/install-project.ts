import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ourPnpm, type Tarball } from '../pack.ts';
import { type Command, runCommand } from '../run-command.ts';
import { completeManifest, type PackageManager } from './complete-manifest.ts';
import { type GuideChoice, writeGuide } from './guide-files.ts';
import type { Manifest } from './project.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');

interface Wanted {
  readonly fixture: string;
  readonly manager: PackageManager;
  readonly versions?: Readonly<Record<string, string>>;
  readonly guide?: GuideChoice;
}

interface Installed {
  readonly manifest: Manifest;
  /** What the package manager printed. */
  readonly installLog: string;
}

/** Copies a fixture into the folder, adds the files of a guide, and installs our packages. */
export async function installProject(
  folder: string,
  { fixture, manager, versions, guide }: Wanted,
  tarballs: readonly Tarball[],
): Promise<Installed> {
  cpSync(join(FIXTURES, fixture), folder, { recursive: true });
  writeShop(folder);
  if (guide) writeGuide(folder, guide);
  const path = join(folder, 'package.json');
  const own = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  const manifest = completeManifest(own, tarballs, manager, versions);
  writeFileSync(path, JSON.stringify(manifest, undefined, 2));
  return { manifest, installLog: await runCommand(withErrors(installCommand(manager, folder)), folder) };
}

/** fixtures/shop.ts as it is, and as JavaScript for projects that are not in TypeScript. */
function writeShop(folder: string): void {
  const source = readFileSync(join(FIXTURES, 'shop.ts'), 'utf8');
  const as = (module: ts.ModuleKind) =>
    ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2022, module } }).outputText;
  writeFileSync(join(folder, 'shop.ts'), source);
  writeFileSync(join(folder, 'shop-module.mjs'), as(ts.ModuleKind.ES2022));
  writeFileSync(join(folder, 'shop-commonjs.cjs'), as(ts.ModuleKind.CommonJS));
}

const FLAGS = ['--ignore-scripts', '--prefer-offline'];

/** No script of a package runs, and what is cached is not fetched again. */
function installCommand(manager: PackageManager, folder: string): Command {
  switch (manager) {
    case 'npm':
      return { file: 'npm', args: ['install', ...FLAGS, '--no-audit', '--no-fund'] };
    case 'pnpm':
      return ourPnpm('install', ...FLAGS, '--ignore-workspace', '--no-frozen-lockfile');
    case 'yarn':
      // A cache of its own: yarn 1 takes a tarball for another of the same name and version.
      return yarn('install', ...FLAGS, '--non-interactive', '--no-progress', '--cache-folder', `${folder}/.yarn-cache`);
  }
}

function yarn(...args: readonly string[]): Command {
  return { file: 'npx', args: ['-y', 'yarn@1.22.22', ...args] };
}

/** The command with its errors and warnings among what it prints. */
function withErrors({ file, args }: Command): Command {
  return { file: '/bin/sh', args: ['-c', 'exec "$0" "$@" 2>&1', file, ...args] };
}
