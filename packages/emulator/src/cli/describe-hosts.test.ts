import { expect, test } from 'vitest';
import { describeHosts } from './describe-hosts.ts';

test('a separate address for each endpoint is offered only on systems that support it', () => {
  expect(describeHosts('linux')).toContain('its own loopback address, 127.x.y.z');
  expect(describeHosts('darwin')).toContain('Not available on this system');
});
