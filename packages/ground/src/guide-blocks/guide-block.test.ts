import { expect, test } from 'vitest';
import { readBlocks } from './guide-block.ts';

const GUIDE = `# Tool

\`\`\`ts
// app.ts
run();
\`\`\`

## Start it

- In a list:

  \`\`\`sh
  # a comment
  npx tool
  \`\`\`

<!-- not run: needs Docker -->

\`\`\`yaml
# compose.yaml
services:
\`\`\`

\`\`\`
done
\`\`\`

<!-- not run: -->
\`\`\`\`md
\`\`\`ts
\`\`\`
\`\`\`\`
`;

test('readBlocks returns every block with its heading, line, file name and mark', () => {
  expect(readBlocks(GUIDE)).toEqual([
    { section: 'Tool', line: 3, language: 'ts', code: '// app.ts\nrun();\n', fileName: 'app.ts', notRun: undefined },
    {
      section: 'Start it',
      line: 12,
      language: 'sh',
      code: '# a comment\nnpx tool\n',
      fileName: undefined,
      notRun: undefined,
    },
    {
      section: 'Start it',
      line: 19,
      language: 'yaml',
      code: '# compose.yaml\nservices:\n',
      fileName: 'compose.yaml',
      notRun: 'needs Docker',
    },
    { section: 'Start it', line: 24, language: '', code: 'done\n', fileName: undefined, notRun: undefined },
    { section: 'Start it', line: 29, language: 'md', code: '```ts\n```\n', fileName: undefined, notRun: undefined },
  ]);
});

test.each([
  ['// app/[id]/page.tsx', 'app/[id]/page.tsx'],
  ['# .env', '.env'],
  ['# .github/workflows/ci.yml', '.github/workflows/ci.yml'],
  ['// Runs it.', undefined],
  ['# prints example.com', undefined],
])('a block that begins with %j names the file %j', (line, fileName) => {
  expect(readBlocks(`\`\`\`ts\n${line}\n\`\`\`\n`).map((block) => block.fileName)).toEqual([fileName]);
});

test('a mark two paragraphs above belongs to no block', () => {
  const [block] = readBlocks('<!-- not run: needs Docker -->\n\nText.\n\n```sh\ndocker\n```\n');
  expect(block?.notRun).toBeUndefined();
});
