import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './repository.ts';
import { node, runCommand } from './run-command.ts';

interface Esbuild {
  build(options: object): Promise<{ readonly outputFiles: readonly { readonly text: string }[] }>;
}

const CLIENT = join(ROOT, 'packages/client');
const esbuild = createRequire(join(CLIENT, 'package.json'))('esbuild') as Esbuild;

/** Bundles a module that uses the built client. */
async function bundle(source: string): Promise<string> {
  const { outputFiles } = await esbuild.build({
    stdin: { contents: source, resolveDir: ROOT, loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    logLevel: 'error',
  });
  return outputFiles.map(({ text }) => text).join('');
}

// A name from openapi-fetch that survives bundling, and one from our code.
const OF_OPENAPI_FETCH = 'requestInitExt';
const OF_WAITS = 'callAndWait';

describe('a bundle', () => {
  test('of the minimal client contains no openapi-fetch, even with waits, pages and errors from the main entry', async () => {
    const text = await bundle(`
      export { createNeonClient } from '@neon-api/client/minimal';
      export { callAndWait, isNeonError, NeonApiError, paginate, waitForOperations } from '@neon-api/client';
      export { createProject } from '@neon-api/client/operations';`);
    expect(text).toContain(OF_WAITS);
    expect(text).not.toContain(OF_OPENAPI_FETCH);
    expect(text.match(/class \w* ?extends Error/g)).toHaveLength(1);
  });

  test('of the default client contains openapi-fetch', async () => {
    expect(await bundle(`export { createNeonClient } from '@neon-api/client';`)).toContain(OF_OPENAPI_FETCH);
  });
});

test('both entries throw the same error classes and share the limits', async () => {
  const source = `
    import * as main from '@neon-api/client';
    import * as minimal from '@neon-api/client/minimal';
    const names = Object.keys(minimal).filter((name) => name !== 'createNeonClient');
    const differing = names.filter((name) => main[name] !== minimal[name]);
    const error = (() => { try { minimal.createNeonClient({ apiKey: ' ' }); } catch (thrown) { return thrown; } })();
    const refused = error instanceof main.NeonUsageError && error instanceof main.NeonError;
    console.log(JSON.stringify({ names: names.length > 10, differing, refused }));`;
  const output = await runCommand(node('--input-type=module', '--eval', source), ROOT);
  expect(JSON.parse(output)).toEqual({ names: true, differing: [], refused: true });
});
