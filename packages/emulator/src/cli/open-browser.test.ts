import { expect, test } from 'vitest';
import { openCommand } from './open-browser.ts';

test.each<[NodeJS.Platform, readonly string[]]>([
  ['darwin', ['open', 'http://127.0.0.1:1/']],
  ['linux', ['xdg-open', 'http://127.0.0.1:1/']],
  ['win32', ['cmd', '/d', '/s', '/c', '"start "" "http://127.0.0.1:1/""']],
])('on %s the browser opens with %j', (platform, command) => {
  expect(openCommand(platform, 'http://127.0.0.1:1/')).toEqual(command);
});
