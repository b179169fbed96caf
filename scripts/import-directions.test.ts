import { describe, expect, test } from 'vitest';
import { findWrongImports } from './import-directions.ts';
import { gitPaths, readText } from './repository.ts';
import { importsOf } from './source-imports.ts';

function findingsIn(path: string, text: string): string[] {
  return findWrongImports(importsOf({ path, text }));
}

const imports = (path: string, specifier: string) => findingsIn(path, `import {} from '${specifier}';`);

describe('in this repository', () => {
  const paths = gitPaths().filter((path) => /^(packages|examples|action)\/.*\.[cm]?tsx?$/.test(path));
  const all = paths.map(readText).flatMap(importsOf);

  test('every package is read', () => {
    for (const name of ['ground', 'codegen', 'client', 'helpers', 'fleet', 'emulator', 'console']) {
      expect(all.filter(({ file }) => file.startsWith(`packages/${name}/src/`)).length).toBeGreaterThan(3);
    }
  });

  test('no import points in the wrong direction', () => {
    expect(findWrongImports(all)).toEqual([]);
  });

  test('only one file imports openapi-fetch, so that it can be replaced', () => {
    const users = all.filter(({ specifier }) => specifier.startsWith('openapi-fetch')).map(({ file }) => file);
    expect([...new Set(users)]).toEqual(['packages/client/src/typed-methods/openapi-fetch.ts']);
  });
});

describe('packages', () => {
  test.each([
    ['packages/types/test/a.ts', '@neon-api/client'],
    ['packages/codegen/src/a.ts', '@neon-api/types'],
    ['packages/client/src/a.ts', '@neon-api/helpers'],
    ['packages/client/src/a.ts', '@neon-api/emulator'],
    ['packages/client/src/a.test.ts', '@neon-api/helpers'],
    ['packages/helpers/src/room/a.ts', '@neon-api/emulator'],
    ['packages/helpers/src/a.ts', '@neon-api/fleet'],
    ['packages/fleet/src/a.ts', '@neon-api/emulator'],
    ['packages/emulator/src/a.ts', '@neon-api/client/operations'],
    ['packages/emulator/src/a.test.ts', '@neon-api/client'],
    ['packages/ground/src/a.ts', '@neon-api/types'],
    ['packages/types/test/a.ts', '@neon-api/ground'],
    ['action/src/a.ts', '@neon-api/emulator'],
  ])('%s may not use %s', (path, specifier) => {
    expect(imports(path, specifier)).toEqual([
      expect.stringMatching(/^\S+:1 points in the wrong direction: \w+ may not use /),
    ]);
  });

  test.each([
    ['packages/client/src/a.ts', '@neon-api/types'],
    ['packages/client/src/a.ts', '@neon-api/ground'],
    ['packages/client/src/a.test.ts', '@neon-api/ground/testing'],
    ['packages/codegen/src/a.ts', '@neon-api/ground/node'],
    ['packages/client/src/a.test.ts', '@neon-api/emulator'],
    ['packages/client/src/a.test-d.ts', '@neon-api/emulator'],
    ['packages/helpers/test/a.ts', '@neon-api/emulator'],
    ['packages/helpers/src/a.ts', '@neon-api/client/operations'],
    ['packages/fleet/src/a.ts', '@neon-api/helpers'],
    ['action/src/a.ts', '@neon-api/helpers'],
    ['action/test/a.ts', '@neon-api/emulator'],
    ['packages/emulator/src/a.ts', '@neon-api/types/openapi.json'],
    ['packages/types/test/a.test-d.mts', '@neon-api/types'],
    ['examples/quickstart/src/a.ts', '@neon-api/emulator'],
    ['packages/client/src/a.ts', '@neon-apis/helpers'],
  ])('%s may use %s', (path, specifier) => {
    expect(imports(path, specifier)).toEqual([]);
  });

  test('a relative import may not leave its package', () => {
    expect(imports('packages/client/src/a.ts', '../../helpers/src/index.ts')).toEqual([
      'packages/client/src/a.ts:1 imports ../../helpers/src/index.ts, which is outside its package',
    ]);
    expect(imports('packages/client/src/a.ts', '../../client-x/a.ts')).toHaveLength(1);
    expect(imports('examples/one/src/a.ts', '../../two/src/a.ts')).toHaveLength(1);
    expect(imports('action/src/a.ts', '../../packages/client/src/index.ts')).toHaveLength(1);
  });

  test('only tests may import the test helpers of ground', () => {
    expect(imports('packages/client/src/a.ts', '@neon-api/ground/testing')).toEqual([
      'packages/client/src/a.ts:1 needs @neon-api/ground/testing, which is for tests',
    ]);
  });

  test('a package without an entry in ARROWS is reported', () => {
    expect(imports('packages/new/src/a.ts', '@neon-api/types')).toHaveLength(1);
  });
});

describe('folders', () => {
  test.each([
    ['packages/client/src/index.ts', './errors/neon-error.ts'],
    ['packages/client/src/client/a.ts', '../errors/neon-error.ts'],
    ['packages/client/src/client/a.test.ts', '../errors/neon-error.ts'],
    ['packages/client/src/client/a.ts', '../errors/deep/index.ts'],
    ['packages/client/src/client/a.ts', './deep/a.ts'],
    ['packages/client/test/a.ts', '../src/errors/neon-error.ts'],
    ['packages/client/src/room/a.ts', '../roommate/a.ts'],
    ['action/src/room/a.ts', '../other/a.ts'],
  ])('%s may not import %s', (path, specifier) => {
    expect(imports(path, specifier)).toEqual([expect.stringContaining('bypasses the index of a folder')]);
  });

  test.each([
    ['packages/client/src/index.ts', './errors/index.ts'],
    ['packages/client/src/errors/a.ts', './b.ts'],
    ['packages/client/src/errors/deep/a.ts', '../b.ts'],
    ['packages/client/src/errors/a.ts', './deep/index.ts'],
    ['packages/client/src/errors/a.ts', '../top-level.ts'],
    ['packages/client/src/operations/a.ts', '../generated/operations.ts'],
    ['packages/client/src/a.test.ts', '../test/support.ts'],
    ['packages/codegen/src/cli.test.ts', '../package.json'],
  ])('%s may import %s', (path, specifier) => {
    expect(imports(path, specifier)).toEqual([]);
  });
});

describe('Node', () => {
  test.each(['node:fs', 'fs', 'node:test', 'fs/promises', '@neon-api/ground/node', '@neon-api/ground/cli'])(
    'only the tests of the client may import %s',
    (name) => {
      expect(imports('packages/client/src/a.ts', name)).toEqual([expect.stringContaining('must run without Node')]);
      expect(imports('packages/client/src/a.test.ts', name)).toEqual([]);
      expect(imports('packages/emulator/src/a.ts', name)).toEqual([]);
    },
  );

  test.each(['cli.ts', 'cli/run-cli.ts', 'node/index.ts'])('src/%s of the helpers may import Node modules', (file) => {
    expect(imports(`packages/helpers/src/${file}`, 'node:fs')).toEqual([]);
  });

  test.each(['packages/helpers/src/clients.ts', 'packages/client/src/cli.ts', 'packages/helpers/src/room/cli/a.ts'])(
    '%s may not import Node modules',
    (file) => {
      expect(imports(file, 'node:fs')).toHaveLength(1);
    },
  );

  test.each(['./cli/index.ts', './node/index.ts'])(
    'code for every runtime may not import %s, which is only for Node',
    (door) => {
      expect(imports('packages/helpers/src/index.ts', door)).toEqual([
        expect.stringContaining('must run without Node'),
      ]);
      expect(imports('packages/helpers/src/cli.ts', door)).toEqual([]);
    },
  );
});

describe('the bundle of codegen', () => {
  test.each(['typescript', 'openapi-typescript'])('is the only module that imports %s', (name) => {
    expect(imports('packages/codegen/src/config/a.ts', name)).toEqual([expect.stringContaining('bypasses the bundle')]);
    expect(imports('packages/codegen/src/compiler/index.ts', name)).toEqual([]);
    expect(imports('packages/codegen/src/config/a.test.ts', name)).toEqual([]);
    expect(imports('packages/codegen/test/a.ts', name)).toEqual([]);
    expect(imports('packages/helpers/src/a.ts', name)).toEqual([]);
  });
});

test.each([
  "import '@neon-api/helpers';",
  "import type { A } from '@neon-api/helpers';",
  "export * from '@neon-api/helpers';",
  "export type { A } from '@neon-api/helpers';",
  "const a = await import('@neon-api/helpers');",
  'const a = await import(`@neon-api/helpers`);',
  "type A = import('@neon-api/helpers').A;",
  "type A = typeof import('@neon-api/helpers');",
  "const a = require('@neon-api/helpers');",
  "import a = require('@neon-api/helpers');",
])('an import is found in %s', (statement) => {
  expect(findingsIn('packages/client/src/a.ts', `\n// a comment\n${statement}`)).toEqual([
    'packages/client/src/a.ts:3 points in the wrong direction: client may not use @neon-api/helpers',
  ]);
});

test('text that only looks like an import is ignored', () => {
  const text = "// import '@neon-api/helpers'\nconst a = `import x from '@neon-api/helpers'`;";
  expect(findingsIn('packages/client/src/a.ts', text)).toEqual([]);
});
