import { expect, test } from 'vitest';
import { githubSlug } from './github-slug.ts';

test.each([
  ['Log it', 'log-it'],
  ["Neon's serverless driver", 'neons-serverless-driver'],
  ['`startEmulator`, and its options', 'startemulator-and-its-options'],
  ['Read – and write', 'read--and-write'],
  ['32. Requests share data', '32-requests-share-data'],
])('the anchor of %j is %j', (heading, slug) => {
  expect(githubSlug(heading)).toBe(slug);
});
