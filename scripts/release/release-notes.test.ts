import { expect, test } from 'vitest';
import { releaseNotes } from './release-notes.ts';

const CLIENT = {
  name: '@neon-api/client',
  text: '# @neon-api/client\n\n## 0.2.0\n\n### Minor Changes\n\n- New.\n\n## 0.1.0\n\n### Minor Changes\n\n- Old.\n',
};
const TYPES = { name: '@neon-api/types', text: '# @neon-api/types\n\n## 0.2.0\n\n## 0.1.0\n\n- Types.\n' };

test('the notes of a version have a section for each package with entries', () => {
  expect(releaseNotes([CLIENT, TYPES], '0.2.0')).toBe('## @neon-api/client\n\n### Minor Changes\n\n- New.\n');
  expect(releaseNotes([CLIENT, TYPES], '0.1.0')).toBe(
    '## @neon-api/client\n\n### Minor Changes\n\n- Old.\n\n## @neon-api/types\n\n- Types.\n',
  );
});

test('a version without entries is refused', () => {
  expect(() => releaseNotes([CLIENT], '0.1')).toThrow('No changelog has entries for 0.1.');
});
