import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { findProse, proseOf, sample } from './prose.ts';
import { gitPaths, ROOT, readText } from './repository.ts';

const SAMPLE_SIZE = 200;

function sourceDocument(): unknown {
  const fromCodegen = createRequire(join(ROOT, 'packages/codegen/package.json'));
  const folder = join(fromCodegen.resolve('@neondatabase/api-client/package.json'), '..');
  return parse(readFileSync(join(folder, 'public-v2-for-users.gen.yaml'), 'utf8'));
}

describe("Neon's document", () => {
  const texts = sample(proseOf(sourceDocument()), SAMPLE_SIZE);

  test('has enough prose for a sample', () => {
    expect(texts).toHaveLength(SAMPLE_SIZE);
  });

  test('has no prose in the files that git tracks', () => {
    const files = gitPaths().map(readText);
    expect(files.length).toBeGreaterThan(50);
    expect(findProse(texts, files)).toEqual([]);
  });

  test('has its prose in the source and the generated files, so that findProse finds it', () => {
    const found = findProse(texts, [readText('packages/types/generated/openapi.json')]);
    expect(found.length).toBeGreaterThan(SAMPLE_SIZE * 0.9);
  });
});

describe('findProse', () => {
  const prose = 'The quick brown fox jumps over the "lazy" dog; it does so every day.';
  const find = (text: string) => findProse([prose], [{ path: 'a.ts', text }]);

  test.each([
    ['unchanged', prose],
    ['within other text', `const a = 1;\n// Note: ${prose} And more.`],
    ['wrapped', prose.replace('jumps ', 'jumps\n    ')],
    ['in a doc comment', `/**\n * ${prose.replace('jumps ', 'jumps\n * ').replace('day', 'day')}\n */`],
    ['in line comments', `// ${prose.replace('jumps ', 'jumps\n  // ')}`],
    ['in YAML comments', `# ${prose.replace('jumps ', 'jumps\n# ')}`],
    ['as JSON', JSON.stringify({ text: prose.replace('jumps ', 'jumps\n') })],
  ])('finds a text %s', (_, text) => {
    expect(find(text)).toEqual([`a.ts holds "${prose}"`]);
  });

  test('finds a long text by its start', () => {
    const long = `${prose} ${'And again. '.repeat(10)}`;
    expect(findProse([long], [{ path: 'a.ts', text: long.slice(0, 90) }])).toHaveLength(1);
  });

  test('finds nothing in a paraphrase', () => {
    expect(find('The quick brown fox jumps over the lazy cat; it does so every day.')).toEqual([]);
  });
});

test('proseOf returns each description and summary that is long enough, once', () => {
  const long = 'x'.repeat(40);
  const other = 'y'.repeat(40);
  expect(
    proseOf({
      description: long,
      a: [{ summary: other, title: 'z'.repeat(40) }, { description: ` ${long}\n` }],
      b: { summary: 'short' },
    }),
  ).toEqual([long, other]);
});

test('sample does not depend on the order of the texts', () => {
  const texts = ['a', 'b', 'c', 'd', 'e'];
  expect(sample([...texts].reverse(), 3)).toEqual(sample(texts, 3));
});
