import { expect, test } from 'vitest';
import { splitCommands, startsEmulator } from './split-commands.ts';

test('splitCommands separates servers from the commands around them', () => {
  const code = 'cd app\nnpx neon-emulator --json # ready\nexport A=1\nnode a.js \\\n  --b\nnpx vite\n';
  expect(splitCommands(code)).toEqual([
    { text: 'cd app', isServer: false },
    { text: 'npx neon-emulator --json # ready', isServer: true },
    { text: 'export A=1\nnode a.js \\\n  --b', isServer: false },
    { text: 'npx vite', isServer: true },
  ]);
});

test.each([
  ['npx @neon-api/emulator --data-dir a', true, true],
  ['npx neon-emulator', true, true],
  ['npx neon-emulator run -- npm test', false, true],
  ['npx @neon-api/emulator --hosts', false, true],
  ['npm install --save-dev @neon-api/emulator', false, false],
  ['NODE_EXTRA_CA_CERTS=.neon-emulator/postgres/ca.crt node app.js', false, false],
  ['npx neon-fleet work', true, false],
  ['npx neon-fleet status', false, false],
  ['node worker.mjs', true, false],
  ['node app.mjs', false, false],
])('%j', (text, isServer, isEmulator) => {
  expect(splitCommands(text)).toEqual([{ text, isServer }]);
  expect(startsEmulator(text)).toBe(isEmulator);
});
