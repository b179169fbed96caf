import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readText } from '../repository.ts';
import { node } from '../run-command.ts';
import { firstExample } from './guide-lines.ts';
import { type Place, run, runLine, whileServing } from './run.ts';

/** What `neon-emulator --json` prints when it is ready. */
interface Ready {
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly orgId: string;
}

/** Creates an empty project. */
export function emptyProject(folder: string, env: Place['env']): Place {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'shop', private: true, type: 'module' }));
  return { folder, env };
}

/** Uses the installed packages as the README and the guides do. */
export async function tryProject(project: Place): Promise<void> {
  await runLine('npx neon-codegen generate --operations listProjects,createProject --out src/neon', project);
  await runLine('npx neon-helpers --version', project);
  await tryEmulator('npx neon-emulator --port 0 --json', project, (env) => runExample({ ...project, env }));
}

/** Starts an emulator, passes it to `use` in the environment that it asks for, and stops it. */
export function tryEmulator(line: string, place: Place, use: (env: Place['env']) => Promise<void>): Promise<void> {
  return whileServing(line, place, async (output) => {
    for await (const text of createInterface({ input: output })) {
      const { apiUrl, apiKey, orgId } = JSON.parse(text) as Ready;
      return use({ ...place.env, NEON_API_BASE_URL: apiUrl, NEON_API_KEY: apiKey, NEON_ORG_ID: orgId });
    }
    // It is about to end, which `whileServing` reports with the reason.
    return new Promise<never>(() => undefined);
  });
}

/** Runs the README's first example, which prints two connection URIs. */
async function runExample(project: Place): Promise<void> {
  writeFileSync(join(project.folder, 'example.mjs'), firstExample(readText('README.md').text));
  const printed = await run(node('example.mjs'), project);
  const uris = printed.match(/postgres(?:ql)?:\/\/\S+/g) ?? [];
  if (uris.length !== 2) throw new Error(`The README's first example did not print two URIs. Its output: ${printed}`);
  rmSync(join(project.folder, 'example.mjs'));
}

/** Throws unless every package of ours is installed at the version. */
export function assertVersions({ folder }: Place, names: readonly string[], version: string): void {
  for (const name of names) {
    const path = join(folder, 'node_modules', name, 'package.json');
    const { version: found } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
    if (found !== version) throw new Error(`${name} is installed at ${found} instead of ${version}.`);
  }
}
