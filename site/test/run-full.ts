/** Builds the whole site and tests every page; `test` builds and tests a sample. Arguments filter test files. */
import { startVitest } from 'vitest/node';

process.env.SITE_TEST = 'full';
const vitest = await startVitest('test', process.argv.slice(2), { watch: false });
await vitest.close();
