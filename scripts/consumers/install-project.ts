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
  /** The output of the package manager. */
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

/** Writes fixtures/shop.ts unchanged, and as JavaScript for projects without TypeScript. */
function writeShop(folder: string): void {
  const source = readFileSync(join(FIXTURES, 'shop.ts'), 'utf8');
  const as = (module: ts.ModuleKind) =>
    ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2022, module } }).outputText;
  writeFileSync(join(folder, 'shop.ts'), source);
  writeFileSync(join(folder, 'shop-module.mjs'), as(ts.ModuleKind.ES2022));
  writeFileSync(join(folder, 'shop-commonjs.cjs'), as(ts.ModuleKind.CommonJS));
}

const FLAGS = ['--ignore-scripts', '--prefer-offline'];

/** Runs no package scripts, and uses the cache. */
function installCommand(manager: PackageManager, folder: string): Command {
  switch (manager) {
    case 'npm':
      return { file: 'npm', args: ['install', ...FLAGS, '--no-audit', '--no-fund'] };
    case 'pnpm':
      return ourPnpm('install', ...FLAGS, '--ignore-workspace', '--no-frozen-lockfile');
    case 'yarn':
      // A separate cache, because yarn 1 confuses tarballs with the same name and version.
      return yarn('install', ...FLAGS, '--non-interactive', '--no-progress', '--cache-folder', `${folder}/.yarn-cache`);
  }
}

function yarn(...args: readonly string[]): Command {
  return { file: 'npx', args: ['-y', 'yarn@1.22.22', ...args] };
}

/** Returns the command with its errors and warnings redirected to its output. */
function withErrors({ file, args }: Command): Command {
  return { file: '/bin/sh', args: ['-c', 'exec "$0" "$@" 2>&1', file, ...args] };
}
