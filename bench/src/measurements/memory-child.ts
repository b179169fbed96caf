import { findPeers } from '../peers/index.ts';
import { stubFetch } from '../support/stub-neon.ts';

const WARM_UP = 2_000;
const CALLS = 1_000;

const peer = findPeers().installed.find(({ name }) => name === process.argv[2]);
const client = await peer?.open({ baseUrl: 'http://127.0.0.1/api/v2', fetch: stubFetch });
const { gc } = globalThis;
if (client === undefined || gc === undefined) throw new Error('usage: node --expose-gc memory-child.ts PEER');

const call = async (count: number): Promise<void> => {
  for (let done = 0; done < count; done++) await client.getProject('quiet-field-12345678');
};
const used = (): number => process.memoryUsage().heapUsed;

await call(WARM_UP);
gc();
const before = used();
await call(CALLS);
const allocatedBytes = (used() - before) / CALLS;
await new Promise((resolve) => setImmediate(resolve));
gc();
const keptBytes = (used() - before) / CALLS;
process.stdout.write(JSON.stringify({ allocatedBytes, keptBytes }));
