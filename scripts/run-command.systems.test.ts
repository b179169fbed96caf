import { expect, test } from 'vitest';
import { pnpm } from './run-command.ts';

const LINUX = { platform: 'linux', node: '/bin/node' } as const;
const WINDOWS = { platform: 'win32', node: 'C:\\node\\node.exe' } as const;
const NPX = ['-y', 'pnpm@1.2.3', 'pack'];

test.each([
  ['pnpm', { ...LINUX, manager: '/x/pnpm.cjs' }, { file: '/bin/node', args: ['/x/pnpm.cjs', 'pack'] }],
  ['pnpm', { ...WINDOWS, manager: 'C:\\x\\pnpm.mjs' }, { file: WINDOWS.node, args: ['C:\\x\\pnpm.mjs', 'pack'] }],
  ['nothing', { ...LINUX, manager: undefined }, { file: 'npx', args: NPX }],
  ['npm', { ...LINUX, manager: '/x/npm-cli.js' }, { file: 'npx', args: NPX }],
  [
    'nothing',
    { ...WINDOWS, manager: undefined },
    { file: WINDOWS.node, args: ['C:\\node\\node_modules\\npm\\bin\\npx-cli.js', ...NPX] },
  ],
  [
    'npm',
    { ...WINDOWS, manager: 'D:\\npm\\bin\\npm-cli.js' },
    { file: WINDOWS.node, args: ['D:\\npm\\bin\\npx-cli.js', ...NPX] },
  ],
])('pnpm runs without a shell if %s runs this process: %o', (_, under, command) => {
  expect(pnpm('pnpm@1.2.3', ['pack'], under)).toEqual(command);
});
