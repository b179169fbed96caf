import { findPeers, type PeerClient } from '../peers/index.ts';

/** A number of concurrent calls that undici's connection pool handles well, typical of a busy program. */
const AT_ONCE = 16;
const WARM_UP = 2_000;
const CALLS = 8_000;

async function callManyTimes(client: PeerClient, calls: number): Promise<void> {
  let left = calls;
  const callOn = async (): Promise<void> => {
    while (left-- > 0) await client.getProject('quiet-field-12345678');
  };
  await Promise.all(Array.from({ length: AT_ONCE }, callOn));
}

const [, , peerName, baseUrl = ''] = process.argv;
const client = await findPeers()
  .installed.find(({ name }) => name === peerName)
  ?.open({ baseUrl });
if (client === undefined) throw new Error('usage: throughput-child.ts PEER BASE_URL');

await callManyTimes(client, WARM_UP);
const from = performance.now();
await callManyTimes(client, CALLS);
process.stdout.write(String(CALLS / ((performance.now() - from) / 1000)));
process.exit(0);
