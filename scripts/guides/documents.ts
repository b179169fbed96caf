import { type GuideBlock, readBlocks } from '@neon-api/ground/guide-blocks';
import { gitPaths, readText } from '../repository.ts';

/** A document whose code blocks run when they are pasted in order. */
export interface GuideDocument {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly blocks: readonly GuideBlock[];
  /** The test that runs its blocks, if they need more than an empty project. */
  readonly testedBy: string | undefined;
}

const DOCUMENT = /^(?:(?:packages\/[\w-]+\/|examples\/[\w-]+\/)?README|docs\/guides\/[\w-]+)\.md$/;

/** Documents that need a framework, a proxy, or tenants that exist, with the tests that provide them. */
const TESTED_BY: Readonly<Record<string, string>> = {
  'docs/guides/clean-up-every-night.md': 'examples/fleet/test/nightly-guide.test.ts',
  'docs/guides/cloudflare-workers.md': 'scripts/consumers/consumers.ts',
  'docs/guides/jest-and-commonjs.md': 'scripts/consumers/consumers.ts',
  'docs/guides/migrate-every-tenants-schema.md': 'examples/fleet/test/migrate-guide.test.ts',
  'docs/guides/next-js.md': 'scripts/consumers/consumers.ts',
  'docs/guides/proxies-and-custom-fetch.md': 'packages/client/test/proxies-guide.test.ts',
  'docs/guides/use-only-the-types.md': 'scripts/types-guide.test.ts',
};

/** Returns every README and guide, by path. */
export function readDocuments(): GuideDocument[] {
  return gitPaths()
    .filter((path) => DOCUMENT.test(path))
    .sort()
    .map((path) => ({ path, blocks: readBlocks(readText(path).text), testedBy: TESTED_BY[path] }));
}
