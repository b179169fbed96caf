// Publishes tarballs. Runs without an installation of this repository, in a Node that reads TypeScript, so that no other
// code runs in the job that may publish.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Packed, publishArguments, publishOrder } from './plan-publish.ts';

const USAGE = `Usage: publish-main FOLDER [--registry URL] [--stage] [--provenance]

  FOLDER         the folder with the tarballs; versions that the registry has are skipped
  --stage        hand the versions to npm's staging area, where a maintainer approves them
  --provenance   attest where the tarballs were built (only in CI)`;

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      registry: { type: 'string' },
      stage: { type: 'boolean', default: false },
      provenance: { type: 'boolean', default: false },
    },
  });
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) throw new TypeError(USAGE);
  const { registry, stage, provenance } = values;
  const tarballs = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  if (tarballs.length === 0) throw new TypeError(`There is no tarball in ${folder}. Run release:pack first.`);
  for (const { name, version, path } of publishOrder(tarballs.map((file) => readPacked(resolve(join(folder, file)))))) {
    if (isPublished(`${name}@${version}`, registry)) {
      process.stdout.write(`${name}@${version} is already published.\n`);
      continue;
    }
    const options = { stage, provenance, ...(registry !== undefined && { registry }) };
    execFileSync('npm', publishArguments(path, options), { stdio: ['ignore', 'ignore', 'inherit'] });
    process.stdout.write(`${stage ? 'Staged' : 'Published'} ${name}@${version}.\n`);
  }
}

function readPacked(path: string): Packed {
  const text = execFileSync('tar', ['-xzOf', path, 'package/package.json'], { encoding: 'utf8' });
  const manifest = JSON.parse(text) as { name: string; version: string; dependencies?: Record<string, string> };
  return {
    name: manifest.name,
    version: manifest.version,
    path,
    dependencies: Object.keys(manifest.dependencies ?? {}),
  };
}

/** Returns whether the registry has the version, so that a release that failed halfway can be run again. */
function isPublished(spec: string, registry: string | undefined): boolean {
  const args = ['view', spec, 'version', ...(registry === undefined ? [] : ['--registry', registry])];
  try {
    return execFileSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim() !== '';
  } catch (error) {
    if (String((error as { stderr?: unknown }).stderr).includes('E404')) return false;
    throw error;
  }
}

try {
  main();
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
