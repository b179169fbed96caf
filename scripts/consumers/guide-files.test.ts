import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readText } from '../repository.ts';
import { CONSUMERS } from './consumers.ts';
import { chooseFiles, filesIn, readGuide, writeGuide } from './guide-files.ts';

const block = (language: string, code: string): string => `\`\`\`${language}\n${code}\n\`\`\``;

const GUIDE = {
  path: 'docs/guides/tool.md',
  text: [
    '# Tool',
    block('js', '// main.js\nrun();'),
    block('sh', '# a comment, not a heading\nnode main.js'),
    '## Configure it',
    block('jsonc', '// tool.json\n{}'),
    block('tsx', '// app/page.tsx\nexport {};'),
    '## Nothing to write',
    '',
  ].join('\n'),
};
const [MAIN, CONFIGURATION, PAGE] = [
  { section: 'Tool', line: 2, name: 'main.js', code: '// main.js\nrun();\n' },
  { section: 'Configure it', line: 11, name: 'tool.json', code: '// tool.json\n{}\n' },
  { section: 'Configure it', line: 15, name: 'app/page.tsx', code: '// app/page.tsx\nexport {};\n' },
];

test('filesIn finds each code block below its heading, unchanged', () => {
  expect(filesIn(GUIDE)).toEqual([MAIN, CONFIGURATION, PAGE]);
});

test.each(['run();', '// Runs it.\nrun();', '\n// main.js'])('a block that begins with %j has no file name', (code) => {
  expect(() => filesIn({ path: 'a.md', text: `# A\n\n${block('ts', code)}\n` })).toThrow(
    'The block at a.md:3 does not name its file. Start it with a line such as // main.js',
  );
});

describe('chooseFiles', () => {
  test.each([
    ['without sections', undefined, [MAIN, CONFIGURATION, PAGE]],
    ['with one section', ['Tool'], [MAIN]],
    ['with another section', ['Configure it'], [CONFIGURATION, PAGE]],
  ])('%s', (_, sections, files) => {
    expect(chooseFiles(GUIDE, sections)).toEqual(files);
  });

  test.each(['Nothing to write', 'Not there'])('fails for the section "%s", which has no file', (section) => {
    expect(() => chooseFiles(GUIDE, ['Tool', section])).toThrow(
      `docs/guides/tool.md has no file under the headings "${section}". Headings with files: "Tool", "Configure it".`,
    );
  });
});

test('chooseFiles ignores blocks without a file name in other sections', () => {
  const text = `${GUIDE.text}\n${block('ts', 'run();')}\n`;
  expect(chooseFiles({ ...GUIDE, text }, ['Tool'])).toEqual([MAIN]);
});

describe('writeGuide', () => {
  const JEST = 'docs/guides/jest-and-commonjs.md';
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'neon-api-guide-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('writes the files with the text of the guide', () => {
    writeGuide(folder, { path: JEST, sections: ['Jest 30 with swc'] });
    const written = readFileSync(join(folder, 'jest.config.js'), 'utf8');
    expect(written).toContain('@swc/jest');
    expect(readText(JEST).text).toContain(block('js', written.trimEnd()));
  });

  test('does not replace an existing file', () => {
    const sections = ['Jest 30 with swc', 'Jest 30 with ts-jest'];
    expect(() => writeGuide(folder, { path: JEST, sections })).toThrow(/EEXIST.*jest\.config\.js/);
  });
});

const TRIED = ['docs/guides/cloudflare-workers.md', 'docs/guides/jest-and-commonjs.md', 'docs/guides/next-js.md'];

test.each(TRIED)('every block of %s is used by a consumer', (path) => {
  const used = Object.values(CONSUMERS).flatMap(({ guide }) => (guide?.path === path ? readGuide(guide) : []));
  const unused = readGuide({ path }).filter(({ line }) => !used.some((file) => file.line === line));
  expect(unused).toEqual([]);
});
