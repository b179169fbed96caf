import { describe, expect, test } from 'vitest';
import { type Packed, publishArguments, publishOrder } from './plan-publish.ts';

const packed = (name: string, ...dependencies: string[]): Packed => ({
  name,
  version: '0.1.0',
  path: `${name}.tgz`,
  dependencies,
});

describe('publishOrder', () => {
  test('puts each package after the packages that it needs', () => {
    const all = [packed('client', 'types', 'openapi-fetch'), packed('helpers', 'client', 'types'), packed('types')];
    expect(publishOrder(all).map(({ name }) => name)).toEqual(['types', 'client', 'helpers']);
  });

  test('refuses packages that depend on each other', () => {
    expect(() => publishOrder([packed('a', 'b'), packed('b', 'a')])).toThrow('a > b > a');
  });
});

test.each([
  [{ stage: false, provenance: false }, 'publish x.tgz --access public'],
  [{ stage: true, provenance: true }, 'stage publish x.tgz --access public --provenance'],
  [
    { stage: false, provenance: false, registry: 'http://127.0.0.1:1/' },
    'publish x.tgz --access public --registry http://127.0.0.1:1/',
  ],
])('with %j, npm runs %s', (options, command) => {
  expect(publishArguments('x.tgz', options).join(' ')).toBe(command);
});
