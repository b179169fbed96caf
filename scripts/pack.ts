import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { absoluteLinks, codeHost, type Manifest, publishedManifest } from './published/index.ts';
import { publishedNames, ROOT, readText } from './repository.ts';
import { type Command, pnpm, runCommand } from './run-command.ts';

/** A packed package. */
export interface Tarball {
  readonly name: string;
  readonly version: string;
  readonly path: string;
  /** Paths relative to the package. */
  readonly files: readonly string[];
}

/** Packs every published package into the folder. */
export function packAll(destination: string): Promise<Tarball[]> {
  return Promise.all(publishedNames().map((name) => pack(`packages/${name}`, destination)));
}

/** Returns the tarball of `@neon-api/<name>`. */
export function tarballOf(name: string, tarballs: readonly Tarball[]): Tarball {
  const found = tarballs.find((tarball) => tarball.name === `@neon-api/${name}`);
  if (found === undefined) throw new Error(`There is no package @neon-api/${name}.`);
  return found;
}

/** Packs the package in `folder` into the folder `destination`, as it is published. */
export async function pack(folder: string, destination: string): Promise<Tarball> {
  const staging = mkdtempSync(join(tmpdir(), 'neon-api-staging-'));
  try {
    const staged = await runPack(join(ROOT, folder), staging);
    await runCommand({ file: 'tar', args: ['-xzf', basename(staged.path)] }, staging);
    const unpacked = join(staging, 'package');
    finishPackage(unpacked, folder);
    const packed = await runPack(unpacked, destination);
    const listing = await runCommand({ file: 'tar', args: ['-tzf', packed.path] }, staging);
    const files = listing.split('\n').filter((line) => line !== '' && !line.endsWith('/'));
    return { ...packed, files: files.map((file) => file.replace(/^package\//, '')) };
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

async function runPack(folder: string, destination: string): Promise<Omit<Tarball, 'files'>> {
  const output = await runCommand(ourPnpm('pack', '--json', '--pack-destination', destination), folder);
  const packed = JSON.parse(jsonOf(output)) as { name: string; version: string; filename: string };
  return { name: packed.name, version: packed.version, path: packed.filename };
}

/** Completes what pnpm packs: the facts of the project in package.json, and links that work on npm. */
function finishPackage(unpacked: string, folder: string): void {
  const edit = (name: string, change: (text: string) => string): void => {
    const path = join(unpacked, name);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  };
  const host = codeHost();
  const { author } = JSON.parse(readText('package.json').text) as { author: string };
  edit('package.json', (text) => {
    const manifest = publishedManifest(JSON.parse(text) as Manifest, folder, { author, host });
    return `${JSON.stringify(manifest, undefined, 2)}\n`;
  });
  edit('README.md', (text) => absoluteLinks({ path: `${folder}/README.md`, text }, host.url));
}

/** Parses the JSON that pnpm prints after the output of the package's scripts. */
function jsonOf(output: string): string {
  return output.slice(output.search(/^\{/m));
}

/**
 * Creates and installs an empty project that depends on the tarballs, or on those in `direct`. Dependencies between our
 * packages also come from the tarballs; everything else comes from the registry or the store. node_modules is isolated,
 * so that a package fails if it uses an undeclared dependency.
 */
export async function installTarballs(
  project: string,
  tarballs: readonly Tarball[],
  direct: readonly string[] = tarballs.map(({ name }) => name),
): Promise<void> {
  const overrides = Object.fromEntries(tarballs.map(({ name, path }) => [name, `file:${path}`]));
  const dependencies = Object.fromEntries(Object.entries(overrides).filter(([name]) => direct.includes(name)));
  const manifest = { name: 'consumer', private: true, type: 'module', dependencies, pnpm: { overrides } };
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest, undefined, 2));
  const flags = ['--ignore-workspace', '--ignore-scripts', '--no-optional', '--prefer-offline', '--no-frozen-lockfile'];
  await runCommand(ourPnpm('install', ...flags), project);
}

/** Returns a command of the pnpm version in package.json. */
export function ourPnpm(...args: readonly string[]): Command {
  const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { packageManager: string };
  return pnpm(packageManager, args);
}
