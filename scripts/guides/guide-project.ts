import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../repository.ts';

const FIXTURE = join(ROOT, 'scripts/consumers/fixtures/guides');

/** The package.json of the project in which the documents run: all packages that they import or install. */
function readGuideManifest(): { readonly dependencies: Readonly<Record<string, string>> } {
  return JSON.parse(readFileSync(join(FIXTURE, 'package.json'), 'utf8'));
}

/** Creates the folder of one document: the reader's own program, and the installed packages of the project. */
export function createReaderFolder(project: string, name: string): string {
  const folder = join(project, 'documents', name);
  cpSync(join(FIXTURE, 'reader'), folder, { recursive: true });
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'));
  const commands = join(folder, '.commands');
  mkdirSync(commands);
  for (const command of ['npm', 'npx']) {
    const file = join(commands, command);
    const script = join(FIXTURE, 'commands.mjs');
    writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${script}' ${command} "$@"\n`);
    chmodSync(file, 0o755);
  }
  return folder;
}

/**
 * Links the packages of the project from the workspace instead of installing tarballs. Returns the names of those that
 * the workspace does not have.
 */
export function linkWorkspace(project: string): string[] {
  const places = ['.', ...workspaces('packages'), ...workspaces('examples')].map((path) => join(ROOT, path));
  return Object.keys(readGuideManifest().dependencies).filter((name) => {
    const [, own] = /^@neon-api\/(.+)$/.exec(name) ?? [];
    const found =
      own === undefined ? places.map((place) => join(place, 'node_modules', name)) : [join(ROOT, 'packages', own)];
    const source = found.find((path) => existsSync(path));
    if (source !== undefined) link(source, project, name);
    return source === undefined;
  });
}

function workspaces(parent: string): string[] {
  return readdirSync(join(ROOT, parent)).map((name) => join(parent, name));
}

/** Links a package and its commands. */
function link(source: string, project: string, name: string): void {
  const modules = join(project, 'node_modules');
  const target = join(modules, name);
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(source, target);
  const { bin = {} } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as Manifest;
  mkdirSync(join(modules, '.bin'), { recursive: true });
  const commands = typeof bin === 'string' ? { [name.replace(/^@.+\//, '')]: bin } : bin;
  for (const [command, file] of Object.entries(commands))
    symlinkSync(join(source, file), join(modules, '.bin', command));
}

interface Manifest {
  readonly bin?: string | Readonly<Record<string, string>>;
}
