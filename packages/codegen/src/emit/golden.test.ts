import { expect, test } from 'vitest';
import { HISTORY, historicalDocument } from '../../test/historical-document.ts';
import { tinyInput } from '../../test/tiny-input.ts';
import { facts, sha256 } from '../contract/index.ts';
import { emitTypes } from './types.ts';

/** All eight documents take a while: `NEON_CODEGEN_TEST_HISTORY=all` generates for each, otherwise for the newest. */
const compared = process.env.NEON_CODEGEN_TEST_HISTORY === 'all' ? HISTORY : HISTORY.slice(-1);

/**
 * The types of every published document, as hashes: whatever replaces openapi-typescript must give the same bytes.
 * A wanted change of our own emitters updates them: `NEON_CODEGEN_TEST_HISTORY=all npx vitest run golden -u`.
 */
test.each(compared)(
  'the published types of the document of %s are the recorded ones',
  { timeout: 60_000 },
  async (version) => {
    const files = await emitTypes(tinyInput(facts(historicalDocument(version))));
    const hashes = files
      .filter(({ path }) => path.endsWith('.d.ts'))
      .map(({ path, content }) => `${path} ${sha256(content)}`);
    expect(hashes.join('\n')).toMatchSnapshot();
  },
);
