import { expect, test } from 'vitest';
import { describeHosts } from './describe-hosts.ts';

test('an address of its own is told of where there is such a thing', () => {
  expect(describeHosts('linux')).toContain('loopback address of its own, 127.x.y.z');
  expect(describeHosts('darwin')).toContain('Not on this system');
});
