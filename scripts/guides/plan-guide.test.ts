import { readBlocks } from '@neon-api/ground/guide-blocks';
import { describe, expect, test } from 'vitest';
import { planGuide, unusedFiles } from './plan-guide.ts';

const block = (language: string, code: string): string => `\`\`\`${language}\n${code}\n\`\`\`\n`;

test.each([
  ['npx vite', []],
  ['npx next dev', ['vite.config.ts']],
])('with %j, the configuration of Vite is used or not', (command, names) => {
  const blocks = readBlocks(block('ts', '// vite.config.ts\nexport default {};') + block('sh', command));
  expect(unusedFiles(blocks).map(({ fileName }) => fileName)).toEqual(names);
});

test('planGuide returns the steps in order, each program block with its program', () => {
  const blocks = readBlocks(
    [
      block('sh', 'npm install'),
      block('ts', 'const a = 1;'),
      block('text', 'output'),
      block('js', '// app.mjs\nrun();'),
      `<!-- not run: needs Docker -->\n${block('sh', 'docker')}`,
      block('ts', 'a + 1;'),
    ].join(''),
  );
  const steps = planGuide(blocks);
  expect(steps.map(({ kind, block: { code } }) => `${kind} ${code.trim()}`)).toEqual([
    'shell npm install',
    'program const a = 1;',
    'file // app.mjs\nrun();',
    'program a + 1;',
  ]);
  const [first, last] = steps.filter((step) => step.kind === 'program');
  expect(first?.program).toEqual([first?.block, last?.block]);
});

describe('unusedFiles', () => {
  const file = block('js', '// src/app.mjs\nrun();');

  test.each([
    ['nothing', '', ['src/app.mjs']],
    ['a command', block('sh', 'node src/app.mjs'), []],
    ['an import', block('ts', "import './src/app.js';"), []],
    ['a marked block', `<!-- not run: needs Docker -->\n${block('sh', 'node src/app.mjs')}`, ['src/app.mjs']],
    ['another file', block('sh', 'node src/application.mjs'), ['src/app.mjs']],
  ])('with %s', (_, other, names) => {
    expect(unusedFiles(readBlocks(file + other)).map(({ fileName }) => fileName)).toEqual(names);
  });
});
