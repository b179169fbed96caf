import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import type { SourceImport } from './source-imports.ts';

const SCOPE = '@neon-api/';

/** Which packages each may use; examples may use any. */
const ARROWS: Readonly<Record<string, { readonly sources: readonly string[]; readonly tests: readonly string[] }>> = {
  ground: { sources: [], tests: [] },
  codegen: { sources: ['ground'], tests: ['ground'] },
  types: { sources: [], tests: [] },
  client: { sources: ['types', 'ground'], tests: ['types', 'ground', 'emulator'] },
  helpers: { sources: ['client', 'types', 'ground'], tests: ['client', 'types', 'ground', 'emulator'] },
  emulator: { sources: ['types', 'ground'], tests: ['types', 'ground'] },
};

/** Those that must run where there is no Node. */
const WITHOUT_NODE = new Set(['types', 'client', 'helpers', 'ground']);

/** Their parts that run only in Node: commands, and what their doors for Node export. */
const FOR_NODE = /^packages\/(helpers\/src\/(cli\.ts$|cli\/|node\/)|ground\/src\/(node|testing)\/)/;

/** The doors of ground that run only in Node, and those only for tests. */
const GROUND_FOR_NODE = '@neon-api/ground/node';
const GROUND_FOR_TESTS = '@neon-api/ground/testing';

/** Folders without a door: their files are the generator's. */
const OPEN_FOLDERS = new Set(['generated']);

/** What codegen bundles (decision 43): imported directly, it would be whatever a project has installed. */
const BUNDLED = new Set(['typescript', 'openapi-typescript']);
const BUNDLE = 'packages/codegen/src/compiler/index.ts';

/**
 * One sentence for every import that points back, enters a room past its door, needs Node where it may not, or passes
 * by the bundle.
 */
export function findWrongImports(imports: readonly SourceImport[]): string[] {
  return imports.flatMap((one) => {
    const complaint = wrongArrow(one) ?? wrongDoor(one) ?? wrongPlatform(one) ?? pastBundle(one);
    return complaint === undefined ? [] : [`${one.file}:${one.line} ${complaint}`];
  });
}

function wrongArrow({ file, specifier }: SourceImport): string | undefined {
  const owner = packageOf(file);
  if (isRelative(specifier)) {
    const target = targetOf(file, specifier);
    return target.startsWith(homeOf(file)) ? undefined : `reaches out of its package for ${specifier}`;
  }
  if (owner === undefined || !specifier.startsWith(SCOPE)) return undefined;
  const used = specifier.slice(SCOPE.length).split('/')[0] ?? '';
  const arrows = ARROWS[owner];
  if (arrows === undefined) return `belongs to packages/${owner}, of which no arrows are known`;
  const allowed = isTest(file) ? arrows.tests : arrows.sources;
  if (used !== owner && !allowed.includes(used)) return `points back: ${owner} may not use ${SCOPE}${used}`;
  return specifier === GROUND_FOR_TESTS && !isTest(file) ? `needs ${specifier}, which is for tests` : undefined;
}

/** From outside a folder of `src`, only its index.ts may be imported. */
function wrongDoor({ file, specifier }: SourceImport): string | undefined {
  if (!isRelative(specifier)) return undefined;
  const src = `${homeOf(file)}src/`;
  const target = targetOf(file, specifier);
  if (!target.startsWith(src)) return undefined;
  const room = outermostRoom(file, target, src);
  if (room === undefined || target === `${room}index.ts` || OPEN_FOLDERS.has(posix.basename(room))) return undefined;
  return `enters ${room} past its door: import ${room}index.ts instead of ${specifier}`;
}

/** The outermost folder below `src` that holds the target and not the importing file. */
function outermostRoom(file: string, target: string, src: string): string | undefined {
  const folders = target.slice(src.length).split('/').slice(0, -1);
  return folders
    .map((_, depth) => `${src}${folders.slice(0, depth + 1).join('/')}/`)
    .find((folder) => !file.startsWith(folder));
}

function wrongPlatform({ file, specifier }: SourceImport): string | undefined {
  const owner = packageOf(file);
  if (owner === undefined || !WITHOUT_NODE.has(owner) || isTest(file) || FOR_NODE.test(file)) return undefined;
  const needsNode =
    isBuiltin(specifier) ||
    specifier === GROUND_FOR_NODE ||
    (isRelative(specifier) && FOR_NODE.test(targetOf(file, specifier)));
  if (!needsNode) return undefined;
  return `needs ${specifier}, but ${owner} must run without Node`;
}

function pastBundle({ file, specifier }: SourceImport): string | undefined {
  const isBound = file.startsWith('packages/codegen/src/') && file !== BUNDLE && !isTest(file);
  return isBound && BUNDLED.has(specifier) ? `passes by the bundle: import ${specifier} from ${BUNDLE}` : undefined;
}

function targetOf(file: string, specifier: string): string {
  return posix.join(posix.dirname(file), specifier);
}

function packageOf(file: string): string | undefined {
  return /^packages\/([^/]+)\//.exec(file)?.[1];
}

/** `packages/client/` for a file of the client. */
function homeOf(file: string): string {
  return `${file.split('/').slice(0, 2).join('/')}/`;
}

function isTest(file: string): boolean {
  return /\.test(-d)?\.[cm]?ts$/.test(file) || /^packages\/[^/]+\/test\//.test(file);
}

function isRelative(specifier: string): boolean {
  return specifier.startsWith('.');
}
