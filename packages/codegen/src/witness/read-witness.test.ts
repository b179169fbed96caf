import { describe, expect, test } from 'vitest';
import type { Parameter } from '../contract/index.ts';
import { operationModels } from '../model/index.ts';
import { readNpmSource } from '../source/index.ts';
import { readWitness } from './read-witness.ts';

const witness = readWitness('@neon/sdk');
const models = new Map(operationModels(readNpmSource().document).map((model) => [model.id.toLowerCase(), model]));
const shared = witness.operations.flatMap((operation) => {
  const model = models.get(operation.id.toLowerCase());
  return model === undefined ? [] : [{ operation, model }];
});

describe('@neon/sdk 6.1.2', () => {
  test('has 179 operations, 162 of which the document has as well', () => {
    expect(witness.operations).toHaveLength(179);
    expect(shared).toHaveLength(162);
  });

  test('states the facts in three files, which are named with their hashes', () => {
    expect(witness.origin).toMatchObject({ package: '@neon/sdk', version: '6.1.2' });
    expect(witness.origin.files.map(({ file }) => file)).toEqual([
      'dist/client/sdk.gen.d.ts',
      'dist/client/sdk.gen.js',
      'dist/client/types.gen.d.ts',
    ]);
    expect(witness.origin.files.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256))).toBe(true);
  });

  test('every one of its types that an operation uses has a schema', () => {
    const open = witness.operations.flatMap((operation) => names(operation));
    const seen = new Set<string>();
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (seen.has(name)) continue;
      seen.add(name);
      open.push(...names(witness.schemaOf(name)));
    }
    expect(seen.size).toBeGreaterThan(249);
  });
});

describe('operations that both have are read as the document describes them', () => {
  test('method and path', () => {
    expect(shared.map(({ operation: { method, path } }) => `${method} ${path}`)).toEqual(
      shared.map(({ model: { method, path } }) => `${method} ${path}`),
    );
  });

  test('parameters, but for two that the newer source of the types has changed', () => {
    const differences = shared.flatMap(({ operation, model }) => {
      const theirs = operation.parameters.map(describeParameter);
      const ours = [...model.pathParameters, ...model.queryParameters].map(describeParameter);
      return [
        ...theirs.filter((one) => !ours.includes(one)).map((one) => `+ ${model.id} ${one}`),
        ...ours.filter((one) => !theirs.includes(one)).map((one) => `- ${model.id} ${one}`),
      ];
    });
    expect(differences).toEqual(['+ createSnapshot query slug?', '- deleteProjectBranch query hard_delete?']);
  });

  test('whether there is a body, whether it is required, and its media type', () => {
    const bodies = shared.map(({ operation: { id, body } }) => [id, body && [body.required, [body.mediaType]]]);
    expect(bodies).toEqual(
      shared.map(({ operation: { id }, model: { body } }) => [id, body && [body.required, body.mediaTypes]]),
    );
  });

  test('statuses, where the types write 4XX for default', () => {
    const statuses = shared.map(({ operation: { id, responses } }) => [
      id,
      responses.map(([status]) => (status === '4XX' ? 'default' : status)).sort(),
    ]);
    expect(statuses).toEqual(
      shared.map(({ operation: { id }, model }) => [id, Object.keys(model.object.responses).sort()]),
    );
  });
});

test('the error for a package that is not installed has the command that adds it', () => {
  expect(() => readWitness('no-such-package')).toThrow(
    'no-such-package is not installed, so its types cannot be read. Add it: pnpm add -D no-such-package',
  );
});

test('a package without operations is an error', () => {
  expect(() => readWitness('commander')).toThrow(/^commander@[\d.]+ declares no operations that could be read\.$/);
});

function describeParameter({ in: place, name, required }: Parameter): string {
  return `${place} ${name}${required === true ? '' : '?'}`;
}

function names(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/#\/components\/schemas\/(\w+)/g)].map((match) => match[1] ?? '');
}
