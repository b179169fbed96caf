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
  return packFolders(
    publishedNames().map((name) => `packages/${name}`),
    destination,
  );
}

/** Returns the tarball of `@neon-api/<name>`. */
export function tarballOf(name: string, tarballs: readonly Tarball[]): Tarball {
  const found = tarballs.find((tarball) => tarball.name === `@neon-api/${name}`);
  if (found === undefined) throw new Error(`There is no package @neon-api/${name}.`);
  return found;
}

/** Packs the package in `folder` into the folder `destination`, as it is published. */
export async function pack(folder: string, destination: string): Promise<Tarball> {
  const [tarball] = await packFolders([folder], destination);
  if (tarball === undefined) throw new Error(`pnpm packed nothing in ${folder}.`);
  return tarball;
}

/** Packs packages together, because most of a pack is the start of pnpm. */
async function packFolders(folders: readonly string[], destination: string): Promise<Tarball[]> {
  const staging = mkdtempSync(join(tmpdir(), 'neon-api-staging-'));
  try {
    const staged = await runPack(ROOT, folders, staging);
    await Promise.all(
      folders.map(async (folder) => {
        const { name } = JSON.parse(readText(`${folder}/package.json`).text) as { name: string };
        const unpacked = join(staging, folder);
        mkdirSync(unpacked, { recursive: true });
        const args = ['-xzf', basename(packedAs(name, staged).path), '--strip-components=1', '-C', folder];
        await runCommand({ file: 'tar', args }, staging);
        finishPackage(unpacked, folder);
      }),
    );
    writeFileSync(join(staging, 'package.json'), '{ "private": true }');
    writeFileSync(join(staging, 'pnpm-workspace.yaml'), `packages: ${JSON.stringify(folders)}\n`);
    const packed = await runPack(staging, folders, destination);
    return await Promise.all(packed.map(async (one) => ({ ...one, files: await filesIn(one.path, staging) })));
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

type Packed = Omit<Tarball, 'files'>;

/** Packs packages of the workspace in `root`. */
async function runPack(root: string, folders: readonly string[], destination: string): Promise<Packed[]> {
  const chosen = folders.map((folder) => `--filter=./${folder}`);
  const output = await runCommand(ourPnpm('-r', ...chosen, 'pack', '--json', '--pack-destination', destination), root);
  return [parseOutput(output)].flat().map(({ name, version, filename }) => ({ name, version, path: filename }));
}

interface PackedJson {
  readonly name: string;
  readonly version: string;
  readonly filename: string;
}

/** Parses the JSON that pnpm prints after the output of the packages' scripts: a list, or one package. */
function parseOutput(output: string): PackedJson | readonly PackedJson[] {
  return JSON.parse(output.slice(output.search(/^[{[]/m))) as PackedJson | readonly PackedJson[];
}

function packedAs(name: string, packed: readonly Packed[]): Packed {
  const found = packed.find((one) => one.name === name);
  if (found === undefined) throw new Error(`pnpm did not pack ${name}.`);
  return found;
}

async function filesIn(tarball: string, cwd: string): Promise<string[]> {
  const listing = await runCommand({ file: 'tar', args: ['-tzf', tarball] }, cwd);
  const files = listing.split('\n').filter((line) => line !== '' && !line.endsWith('/'));
  return files.map((file) => file.replace(/^package\//, ''));
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
  writeProject(project, tarballs, direct);
  await runCommand(ourPnpm('install', '--ignore-workspace', ...INSTALL_FLAGS), project);
}

/**
 * Creates and installs such projects in `root`, each with the packages that `direct` has under its name. One installation
 * takes a third of the time of five. No project sees what only another one depends on.
 */
export async function installProjects(
  root: string,
  tarballs: readonly Tarball[],
  direct: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  for (const [name, packages] of Object.entries(direct)) writeProject(join(root, name), tarballs, packages);
  writeProject(root, tarballs, []);
  writeFileSync(join(root, 'pnpm-workspace.yaml'), `packages: ${JSON.stringify(Object.keys(direct))}\n`);
  await runCommand(ourPnpm('install', '--config.hoist=false', ...INSTALL_FLAGS), root);
}

const INSTALL_FLAGS = ['--ignore-scripts', '--no-optional', '--prefer-offline', '--no-frozen-lockfile'];

function writeProject(project: string, tarballs: readonly Tarball[], direct: readonly string[]): void {
  const overrides = Object.fromEntries(tarballs.map(({ name, path }) => [name, `file:${path}`]));
  const dependencies = Object.fromEntries(Object.entries(overrides).filter(([name]) => direct.includes(name)));
  const manifest = { name: basename(project), private: true, type: 'module', dependencies, pnpm: { overrides } };
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest, undefined, 2));
}

/** Returns a command of the pnpm version in package.json. */
export function ourPnpm(...args: readonly string[]): Command {
  const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { packageManager: string };
  return pnpm(packageManager, args);
}
