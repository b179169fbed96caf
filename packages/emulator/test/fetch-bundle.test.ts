import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { slimDocumentPlugin } from '../slim-document.js';

const PACKAGE = join(import.meta.dirname, '..');
/** The budget of a page for the emulator with the document, in bytes of gzip. */
const MOST_BYTES = 130_000;

let text = '';
let metafile: Metafile;

beforeAll(async () => {
  const { outputFiles, ...built } = await build({
    absWorkingDir: PACKAGE,
    entryPoints: ['src/fetch/index.ts'],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    // Functions that are dropped import them; a test below finds the others.
    external: ['node:*'],
    plugins: [slimDocumentPlugin],
    metafile: true,
    logLevel: 'error',
  });
  text = outputFiles[0]?.text ?? '';
  metafile = built.metafile;
});

test('the bundle for a page imports nothing, neither Node nor a package', () => {
  const left = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  expect(left).toEqual([]);
});

test('it contains no Postgres client, server or compiler of schemas', () => {
  const packages = Object.keys(Object.values(metafile.outputs)[0]?.inputs ?? {}).flatMap(
    (path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  );
  expect([...new Set(packages)].toSorted()).toEqual(['@noble/hashes', 'ajv-formats', 'croner', 'diff', 'hono']);
});

test('it needs no global of Node, and generates no code', () => {
  const uses = ['Buffer\\.', 'process\\.', '__dirname', 'require\\(', 'eval\\(', 'Function\\('];
  const used = uses.filter((use) => new RegExp(`(?<![\\w$."'\`-])${use}`).test(text));
  expect(used).toEqual([]);
});

test(`it has at most ${MOST_BYTES} bytes of gzip with the document`, () => {
  expect(gzipSync(text, { level: 9 }).byteLength).toBeLessThanOrEqual(MOST_BYTES);
});
