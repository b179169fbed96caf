import { expect, test } from 'vitest';
import { readText } from '../repository.ts';
import { hasNotice, withoutNotice } from './unpublished-notice.ts';

const README = '# A\n\nAbout.\n\n<!-- unpublished -->\n**Not on npm yet.**\n<!-- /unpublished -->\n\nMore.\n';

test('the first release removes the notice', () => {
  expect(hasNotice(README)).toBe(true);
  expect(withoutNotice(README)).toBe('# A\n\nAbout.\n\nMore.\n');
  expect(withoutNotice('# A\n')).toBe('# A\n');
});

test('the README says that the packages are not on npm until they have a version', () => {
  const { version } = JSON.parse(readText('packages/types/package.json').text) as { version: string };
  expect(hasNotice(readText('README.md').text)).toBe(version === '0.0.0');
});
