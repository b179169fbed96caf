import { seededRandom } from '@neon-api/ground';
import { shuffle } from '@neon-api/ground/testing';
import { expect, test } from 'vitest';
import { codeSamples, readContract } from '../src/operations/index.ts';
import { createRunner } from '../src/run/index.ts';
import { IS_FULL } from './support/build-site.ts';
import { REFUSED } from './support/refused-examples.ts';

/** How many operations `pnpm test` runs. `pnpm test:site` runs all. */
const SAMPLE = 40;
const SEED = Number(process.env.NEON_GUIDES_SEED ?? 1);

const contract = readContract();
const chosen = shuffle(contract.operations, seededRandom(SEED)).slice(0, IS_FULL ? undefined : SAMPLE);

/** Runs a program on a new emulator, as the page does. Returns the error. */
async function errorOf(code: string): Promise<string | undefined> {
  const runner = createRunner();
  try {
    await runner.run({ code, target: { kind: 'emulator' }, onOutput: () => {} });
    return undefined;
  } catch (error) {
    return String(error);
  } finally {
    await runner.current?.emulator.stop();
  }
}

test.each(chosen.map(({ operationId }) => operationId))('the example of %s runs', async (operationId) => {
  const operation = chosen.find((one) => one.operationId === operationId);
  if (!operation) throw new Error('unreachable');
  const error = await errorOf(codeSamples(contract, operation).typescript);
  const refusal = REFUSED[operationId];
  if (refusal) expect(error).toMatch(refusal);
  else expect(error).toBeUndefined();
});
