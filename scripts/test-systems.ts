/** Runs every simulation of another system in full; `test` runs only the short ones. Arguments filter test files. */
import { startVitest } from 'vitest/node';

process.env.NEON_TEST_SYSTEMS = 'all';
const filters = process.argv.slice(2);
const vitest = await startVitest('test', filters.length > 0 ? filters : ['.systems.test.ts'], { watch: false });
await vitest.close();
