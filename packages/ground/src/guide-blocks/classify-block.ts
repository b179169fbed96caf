import type { GuideBlock } from './guide-block.ts';

/**
 * Where a block runs. `page`: in a browser and in Node. `node`: only in Node. `shell`: in a shell. `config`: a file for a
 * later command. `marked`: nowhere, for the reason in its mark. `shown`: nowhere, because it is output or a fragment.
 */
export type BlockKind = 'page' | 'node' | 'shell' | 'config' | 'marked' | 'shown';

const CODE = new Set(['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs']);
const SHELL = new Set(['sh', 'bash', 'shell']);

/** The modules that the page of the documentation provides. */
const PAGE_MODULES = new Set([
  '@neon-api/client',
  '@neon-api/client/minimal',
  '@neon-api/client/operations',
  '@neon-api/client/wait',
  '@neon-api/emulator/fetch',
  '@neon-api/emulator/pglite',
  '@neon-api/helpers',
  '@neon-api/types',
  '@neondatabase/serverless',
]);

/** The variables that the page sets, as a shell does for Node. */
const PAGE_VARIABLES = '(?:NEON_API_KEY|NEON_API_BASE_URL|NEON_ORG_ID)';

/** What exists only in Node, or only on the machine of the reader. */
const NODE_ONLY = new RegExp(
  [
    `\\bprocess\\b(?!\\.env\\.${PAGE_VARIABLES}\\b)`,
    String.raw`\b(?:Buffer|setImmediate|__dirname|__filename)\b`,
    String.raw`\brequire\(`,
    String.raw`\bimport\.meta\.(?:dirname|filename|url)\b`,
    String.raw`//(?:127\.0\.0\.1|localhost)\b`,
  ].join('|'),
);

const IMPORT = /\b(?:import|export)\s+(type\s+)?(?:[^'";]*?\bfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/g;

/**
 * Decides where a block runs. `above` are the earlier blocks of its program, which run first: a block that needs one of
 * them in Node also needs Node.
 */
export function classifyBlock(block: GuideBlock, above: readonly GuideBlock[] = []): BlockKind {
  if (block.notRun !== undefined) return 'marked';
  if (SHELL.has(block.language)) return 'shell';
  if (isCode(block)) return [...above, block].every(runsInPage) ? 'page' : 'node';
  return block.fileName === undefined ? 'shown' : 'config';
}

/** Reports whether a block is TypeScript or JavaScript. */
export function isCode({ language }: GuideBlock): boolean {
  return CODE.has(language);
}

/** Returns the modules that code imports, without those of which it imports only types. */
export function importsOf(code: string): string[] {
  return [...code.matchAll(IMPORT)].flatMap(([, type, from, dynamic]) => (type ? [] : [from ?? dynamic ?? '']));
}

function runsInPage({ code, language, fileName }: GuideBlock): boolean {
  if (language.endsWith('x') || fileName !== undefined) return false;
  const bare = withoutComments(code);
  return importsOf(bare).every((name) => PAGE_MODULES.has(name)) && !NODE_ONLY.test(bare);
}

/** Keeps `https://`, which does not begin a comment. */
function withoutComments(code: string): string {
  return code.replace(/\/\*.*?\*\/|(?<![:'"`])\/\/.*$/gms, '');
}
