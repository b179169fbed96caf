import { expect, test } from 'vitest';
import { formatHostsJson, formatHostsText } from './describe-hosts.ts';

test('a separate address for each endpoint is offered only on systems that support it', () => {
  expect(formatHostsText('linux')).toContain('its own loopback address, 127.x.y.z');
  expect(formatHostsText('darwin')).toContain('Not available on this system');
});

test('the JSON has every way of the text', () => {
  const { ways, rules } = JSON.parse(formatHostsJson('linux')) as { ways: { title: string }[]; rules: string[] };
  const text = formatHostsText('linux');
  expect(ways).toHaveLength(5);
  for (const line of [...ways.map(({ title }) => title), ...rules]) expect(text).toContain(line);
});
