import { expect, test } from 'vitest';
import { getReleaseLine } from './changelog.ts';

test.each([
  ['One change.', '- One change.'],
  ['One\nparagraph.\n\nAnother.', '- One\n  paragraph.\n\n  Another.'],
  ['Three:\n\n- a\n- b', '- Three:\n\n  - a\n  - b'],
  ['- a\n- b', '- a\n- b'],
])('the entry of %j', async (summary, entry) => {
  expect(await getReleaseLine({ summary })).toBe(entry);
});
