/** Runs every simulation of another system in full; `test` runs the short ones only. Words name further filters. */
import { startVitest } from 'vitest/node';

process.env.NEON_TEST_SYSTEMS = 'all';
const filters = process.argv.slice(2);
const vitest = await startVitest('test', filters.length > 0 ? filters : ['.systems.test.ts'], { watch: false });
await vitest.close();
