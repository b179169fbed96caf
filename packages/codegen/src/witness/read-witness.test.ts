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
  test('has 179 operations, and shares 162 with the document', () => {
    expect(witness.operations).toHaveLength(179);
    expect(shared).toHaveLength(162);
  });

  test('has the facts in three files, listed with their hashes', () => {
    expect(witness.origin).toMatchObject({ package: '@neon/sdk', version: '6.1.2' });
    expect(witness.origin.files.map(({ file }) => file)).toEqual([
      'dist/client/sdk.gen.d.ts',
      'dist/client/sdk.gen.js',
      'dist/client/types.gen.d.ts',
    ]);
    expect(witness.origin.files.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256))).toBe(true);
  });

  test('has a schema for every type that an operation uses', () => {
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

describe('shared operations have the facts of the document:', () => {
  test('method and path', () => {
    expect(shared.map(({ operation: { method, path } }) => `${method} ${path}`)).toEqual(
      shared.map(({ model: { method, path } }) => `${method} ${path}`),
    );
  });

  test('parameters, except two that changed in the newer source', () => {
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

  test('the presence of a body, its media type and whether it is required', () => {
    const bodies = shared.map(({ operation: { id, body } }) => [id, body && [body.required, [body.mediaType]]]);
    expect(bodies).toEqual(
      shared.map(({ operation: { id }, model: { body } }) => [id, body && [body.required, body.mediaTypes]]),
    );
  });

  test('statuses, with 4XX in place of default', () => {
    const statuses = shared.map(({ operation: { id, responses } }) => [
      id,
      responses.map(([status]) => (status === '4XX' ? 'default' : status)).sort(),
    ]);
    expect(statuses).toEqual(
      shared.map(({ operation: { id }, model }) => [id, Object.keys(model.object.responses).sort()]),
    );
  });
});

test('the error for a missing package has the command that installs it', () => {
  expect(() => readWitness('no-such-package')).toThrow(
    'no-such-package is not installed, so its types cannot be read. Add it: pnpm add -D no-such-package',
  );
});

test('a package without operations is an error', () => {
  expect(() => readWitness('fast-check')).toThrow(/^fast-check@[\d.]+ declares no operations that could be read\.$/);
});

function describeParameter({ in: place, name, required }: Parameter): string {
  return `${place} ${name}${required === true ? '' : '?'}`;
}

function names(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/#\/components\/schemas\/(\w+)/g)].map((match) => match[1] ?? '');
}
