import { readBlocks } from '@neon-api/ground/guide-blocks';
import { expect, test } from 'vitest';
import { countBlocks, runningShare } from './count-blocks.ts';

const block = (language: string, code: string): string => `\`\`\`${language}\n${code}\n\`\`\`\n`;

test('countBlocks counts code by where it runs, and other blocks by kind', () => {
  const mark = '<!-- not run: needs Docker -->\n';
  const text = [
    block('ts', 'const a = 1;'),
    block('ts', "import 'pg';"),
    mark + block('ts', 'docker;'),
    mark + block('sh', 'docker'),
    block('sh', 'ls'),
    block('yaml', '# a.yaml\na: 1'),
    block('text', 'output'),
  ].join('');
  const counts = countBlocks([{ path: 'a.md', blocks: readBlocks(text), testedBy: undefined }]);
  expect(counts).toEqual({ page: 1, node: 1, marked: 1, shell: 1, config: 1, markedOther: 1 });
  expect(runningShare(counts)).toBeCloseTo(2 / 3);
});
