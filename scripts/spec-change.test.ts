import { describe, expect, test } from 'vitest';
import { changesetName, changesetText, prependChange, type SpecChange } from './spec-change.ts';

const CHANGE: SpecChange = {
  from: '2.7.2',
  to: '2.7.3',
  bump: 'major',
  report: '# From 2.7.2 to 2.7.3\n\n## Breaking\n\n- a\n',
  counts: { breaking: 1, extending: 2 },
};

describe('changesetText', () => {
  test('names the generated packages, the bump, and the size of the change', () => {
    expect(changesetText(CHANGE)).toBe(
      [
        '---',
        "'@neon-api/types': major",
        "'@neon-api/client': major",
        '---',
        '',
        "Follow Neon's document from 2.7.2 to 2.7.3: 1 breaking change and 2 additions. The changes one by one are in",
        '`specs/CHANGES.md`.',
        '',
      ].join('\n'),
    );
  });

  test.each([
    [{ breaking: 2, extending: 0 }, '2 breaking changes.'],
    [{ breaking: 0, extending: 1 }, '1 addition.'],
    [{ breaking: 0, extending: 0 }, 'nothing that code would notice.'],
  ])('%j', (counts, words) => {
    expect(changesetText({ ...CHANGE, counts })).toContain(`: ${words}`);
  });
});

test('the name of a changeset leads nowhere else', () => {
  expect(changesetName({ ...CHANGE, to: '../../a b' })).toBe('neon-document-a-b.md');
  expect(changesetName(CHANGE)).toBe(changesetName(CHANGE));
});

describe('prependChange', () => {
  test('starts the file', () => {
    expect(prependChange(undefined, CHANGE)).toMatch(
      /^# Changes of Neon's document\n[^#]*## From 2\.7\.2 to 2\.7\.3\n\n### Breaking/,
    );
  });

  test('puts the newest first and keeps the rest', () => {
    const second = { ...CHANGE, from: '2.7.3', to: '2.8.0', report: '# From 2.7.3 to 2.8.0\n\n## New\n' };
    const text = prependChange(prependChange(undefined, CHANGE), second);
    expect(text.match(/^#+ .*/gm)).toEqual([
      "# Changes of Neon's document",
      '## From 2.7.3 to 2.8.0',
      '### New',
      '## From 2.7.2 to 2.7.3',
      '### Breaking',
    ]);
  });
});
