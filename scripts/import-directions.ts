import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import type { SourceImport } from './source-imports.ts';

const SCOPE = '@neon-api/';

/** The only package at the top level. */
const ACTION = 'action/';

/** The packages that each package may import; examples may import any. */
const ARROWS: Readonly<Record<string, { readonly sources: readonly string[]; readonly tests: readonly string[] }>> = {
  ground: { sources: [], tests: [] },
  codegen: { sources: ['ground'], tests: ['ground'] },
  types: { sources: [], tests: [] },
  client: { sources: ['types', 'ground'], tests: ['types', 'ground', 'emulator'] },
  helpers: { sources: ['client', 'types', 'ground'], tests: ['client', 'types', 'ground', 'emulator'] },
  fleet: {
    sources: ['helpers', 'client', 'ground'],
    tests: ['helpers', 'client', 'types', 'ground', 'emulator'],
  },
  emulator: { sources: ['types', 'ground'], tests: ['types', 'ground'] },
  action: {
    sources: ['helpers', 'client', 'ground'],
    tests: ['helpers', 'client', 'ground', 'emulator'],
  },
  // From the emulator, only the types of its admin API.
  console: { sources: ['helpers', 'client', 'types', 'ground', 'emulator'], tests: ['types', 'ground', 'emulator'] },
};

/** Packages that must run without Node. */
const WITHOUT_NODE = new Set(['types', 'client', 'helpers', 'ground']);

/** The parts of these packages that run only in Node: commands, and the modules behind their Node entries. */
const FOR_NODE = /^packages\/(helpers\/src\/(cli\.ts$|cli\/|node\/)|ground\/src\/(browser|cli|node|testing)\/)/;

/** The entries of ground that are only for Node or only for tests. */
const GROUND_FOR_NODE: ReadonlySet<string> = new Set(['@neon-api/ground/cli', '@neon-api/ground/node']);
const GROUND_FOR_TESTS: ReadonlySet<string> = new Set(['@neon-api/ground/browser', '@neon-api/ground/testing']);

/** Folders whose files may be imported directly, because they are generated. */
const OPEN_FOLDERS = new Set(['generated']);

/** Packages that codegen bundles (decision 43). A direct import would load the version that a project has installed. */
const BUNDLED = new Set(['typescript', 'openapi-typescript']);
const BUNDLE = 'packages/codegen/src/compiler/index.ts';

/**
 * Returns one sentence for each import that points in the wrong direction, bypasses the index.ts of a folder, needs
 * Node in code for every runtime, or bypasses the bundle.
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
    return target.startsWith(homeOf(file)) ? undefined : `imports ${specifier}, which is outside its package`;
  }
  if (owner === undefined || !specifier.startsWith(SCOPE)) return undefined;
  const used = specifier.slice(SCOPE.length).split('/')[0] ?? '';
  const arrows = ARROWS[owner];
  if (arrows === undefined) return `belongs to packages/${owner}, which has no entry in ARROWS`;
  const allowed = isTest(file) ? arrows.tests : arrows.sources;
  if (used !== owner && !allowed.includes(used))
    return `points in the wrong direction: ${owner} may not use ${SCOPE}${used}`;
  return GROUND_FOR_TESTS.has(specifier) && !isTest(file) ? `needs ${specifier}, which is for tests` : undefined;
}

/** Outside a folder of `src`, only its index.ts may be imported. */
function wrongDoor({ file, specifier }: SourceImport): string | undefined {
  if (!isRelative(specifier)) return undefined;
  const src = `${homeOf(file)}src/`;
  const target = targetOf(file, specifier);
  if (!target.startsWith(src)) return undefined;
  const room = outermostRoom(file, target, src);
  if (room === undefined || target === `${room}index.ts` || OPEN_FOLDERS.has(posix.basename(room))) return undefined;
  return `bypasses the index of a folder: import ${room}index.ts instead of ${specifier}`;
}

/** Returns the outermost folder below `src` that contains the target but not the importing file. */
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
    GROUND_FOR_NODE.has(specifier) ||
    (isRelative(specifier) && FOR_NODE.test(targetOf(file, specifier)));
  if (!needsNode) return undefined;
  return `needs ${specifier}, but ${owner} must run without Node`;
}

function pastBundle({ file, specifier }: SourceImport): string | undefined {
  const isBound = file.startsWith('packages/codegen/src/') && file !== BUNDLE && !isTest(file);
  return isBound && BUNDLED.has(specifier) ? `bypasses the bundle: import ${specifier} from ${BUNDLE}` : undefined;
}

function targetOf(file: string, specifier: string): string {
  return posix.join(posix.dirname(file), specifier);
}

function packageOf(file: string): string | undefined {
  return file.startsWith(ACTION) ? 'action' : /^packages\/([^/]+)\//.exec(file)?.[1];
}

/** Returns `packages/client/` for a file of the client. */
function homeOf(file: string): string {
  if (file.startsWith(ACTION)) return ACTION;
  return `${file.split('/').slice(0, 2).join('/')}/`;
}

function isTest(file: string): boolean {
  return /\.test(-d)?\.[cm]?tsx?$/.test(file) || /^(?:packages\/[^/]+|action)\/test\//.test(file);
}

function isRelative(specifier: string): boolean {
  return specifier.startsWith('.');
}
