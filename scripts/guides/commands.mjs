import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

// Stands in for npm and npx. The packages are installed already, because ours are not on a registry.

const [command, ...args] = process.argv.slice(2);

/** @param {string} name @returns {never} */
function fail(name) {
  console.error(`${name} is not in scripts/consumers/fixtures/guides/package.json. Add it there.`);
  process.exit(1);
}

/** The path of a file in an installed package. @param {string[]} path */
const installed = (...path) => join('node_modules', ...path);

/** `npm install` succeeds if the shared project has the packages. */
function install() {
  for (const name of args.slice(1).filter((arg) => !arg.startsWith('-'))) {
    const bare = name.replace(/(?<=.)@.*$/, '');
    if (!existsSync(installed(bare))) fail(bare);
  }
}

/** `npx` runs an installed command; a package's name stands for its only command. */
function runInstalled() {
  const [name, ...rest] = args.filter((arg, index) => arg !== '-y' || index > 0);
  const manifest = installed(name, 'package.json');
  const bin = existsSync(manifest) ? Object.keys(JSON.parse(readFileSync(manifest, 'utf8')).bin ?? {})[0] : name;
  const file = installed('.bin', bin ?? name);
  if (!existsSync(file)) fail(name);
  run(file, rest);
}

/** Runs a command, which does not find this file in place of npm. @param {string} file @param {string[]} rest */
function run(file, rest) {
  const [, ...PATH] = (process.env.PATH ?? '').split(delimiter);
  const env = { ...process.env, PATH: PATH.join(delimiter) };
  process.exitCode = spawnSync(file, rest, { stdio: 'inherit', env }).status ?? 1;
}

if (command === 'npx') runInstalled();
else if (args[0] === 'install') install();
else run('npm', args);
