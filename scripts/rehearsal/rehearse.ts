import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '@neon-api/ground';
import { installSizeOf, packagesIn } from '../install-size/index.ts';
import { compareVersions, oldestNode } from '../published/index.ts';
import { gitPaths, publishedNames, readText } from '../repository.ts';
import { breakContract, buildAction, type Checkout, REMOVED, release } from './checkout.ts';
import { describeStep, type Step } from './format-rehearsal.ts';
import { installLines } from './guide-lines.ts';
import type { Manager } from './managers.ts';
import type { Registry } from './registry.ts';
import { type Place, run, runLine } from './run.ts';
import { tryActions } from './try-actions.ts';
import { assertVersions, emptyProject, tryEmulator, tryProject } from './try-project.ts';

/** The packages that accept the Node that runs us: yarn 1 refuses the others. */
const NAMES = publishedNames()
  .filter(acceptsThisNode)
  .map((name) => `@neon-api/${name}`);

interface Where {
  /** Where the projects are created. */
  readonly folder: string;
  readonly managers: readonly Manager[];
}

interface ManagedProject extends Place {
  readonly manager: Manager;
}

/** Makes two releases from the checkout. Installs the first one, and upgrades to the second. */
export async function rehearse(checkout: Checkout, registry: Registry, { folder, managers }: Where): Promise<Step[]> {
  const steps: Step[] = [];
  const step = async (what: string, manager: string, action: () => Promise<unknown>, modules?: string) => {
    const done = await record(what, manager, action, modules);
    process.stderr.write(`${describeStep(done)}\n`);
    steps.push(done);
  };

  process.stderr.write('first release\n');
  await release(checkout, registry);
  const first = versionOf(checkout);
  const projects = managers.map((manager): ManagedProject => {
    return { ...emptyProject(join(folder, manager.name), registry.env), manager };
  });
  for (const project of projects) {
    const { manager } = project;
    const modules = join(project.folder, 'node_modules');
    await run(manager.warmUp, project);
    await step(`install ${first}`, manager.name, () => run(manager.install(NAMES), project), modules);
    await step(`use ${first}`, manager.name, async () => {
      assertVersions(project, NAMES, first);
      await tryProject(project);
    });
  }

  const tag = await buildAction(checkout);
  const workflow = emptyProject(join(folder, 'workflow'), registry.env);
  await step(`the actions of ${first}`, 'npm', () => tryActions(tag, workflow));

  process.stderr.write('second release, with a breaking change\n');
  await breakContract(checkout);
  await release(checkout, registry);
  const second = versionOf(checkout);
  for (const project of projects) {
    const { manager } = project;
    const modules = join(project.folder, 'node_modules');
    await step(`update within the range of ${first}`, manager.name, async () => {
      await run(manager.update(), project);
      assertVersions(project, NAMES, first);
    });
    await step(`upgrade to ${second}`, manager.name, () => run(manager.upgrade(NAMES), project), modules);
    await step(`use ${second}`, manager.name, async () => {
      assertVersions(project, NAMES, second);
      assertRemoved(project);
      await tryProject(project);
    });
  }

  for (const [index, line] of guideLines().entries()) {
    const project = emptyProject(join(folder, `guide-${index}`), registry.env);
    await step(line, 'npm', () => runLine(line, project));
  }
  const empty = emptyProject(join(folder, 'npx'), registry.env);
  const emulator = 'npx @neon-api/emulator --port 0 --json';
  await step(emulator, 'npm', () => tryEmulator(emulator, empty, async () => undefined));
  return steps;
}

async function record(
  what: string,
  manager: string,
  action: () => Promise<unknown>,
  modules: string | undefined,
): Promise<Step> {
  const startedAt = performance.now();
  const complaint = await action().then(() => undefined, messageOf);
  const durationMs = performance.now() - startedAt;
  const size = modules !== undefined && complaint === undefined ? installSizeOf(packagesIn(modules)) : undefined;
  return { what, manager, durationMs, ...(size && { size }), ...(complaint !== undefined && { complaint }) };
}

function acceptsThisNode(name: string): boolean {
  const { engines } = JSON.parse(readText(`packages/${name}/package.json`).text) as { engines: { node: string } };
  return compareVersions(oldestNode(process.version), oldestNode(engines.node)) >= 0;
}

function guideLines(): string[] {
  const guides = gitPaths().filter((path) => /^(README|docs\/guides\/.*|packages\/\w+\/README)\.md$/.test(path));
  return [...new Set(guides.flatMap((path) => installLines(readText(path).text)))];
}

/** Returns the version of all our packages in the checkout. */
function versionOf({ folder }: Checkout): string {
  const packages = readdirSync(join(folder, 'packages')).map((name) => join(folder, 'packages', name, 'package.json'));
  const manifests = packages.map(
    (path) => JSON.parse(readFileSync(path, 'utf8')) as { private?: true; version: string },
  );
  const versions = new Set(manifests.filter((manifest) => !manifest.private).map(({ version }) => version));
  const [version = '', ...others] = versions;
  if (others.length > 0) throw new Error(`The packages have several versions: ${[...versions].join(', ')}.`);
  return version;
}

/** Throws if the installed document still has the field that the second release removes. */
function assertRemoved({ folder }: Place): void {
  const text = readFileSync(join(folder, 'node_modules/@neon-api/types/generated/openapi.json'), 'utf8');
  const { components } = JSON.parse(text) as { components: { schemas: Record<string, { properties: object }> } };
  const { properties = {} } = components.schemas[REMOVED.schema] ?? {};
  if (REMOVED.field in properties) throw new Error(`${REMOVED.schema} still has the field ${REMOVED.field}.`);
}
