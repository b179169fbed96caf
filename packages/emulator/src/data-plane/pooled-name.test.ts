import { expect, test } from 'vitest';
import { pooledNameOf, readSide } from './pooled-name.ts';

test.each([
  ['ep-a', { endpointId: 'ep-a', isPooled: false }],
  [pooledNameOf('ep-a'), { endpointId: 'ep-a', isPooled: true }],
  ['ep-pooler-a', { endpointId: 'ep-pooler-a', isPooled: false }],
])('%s is %j', (name, side) => {
  expect(readSide(name)).toEqual(side);
});
