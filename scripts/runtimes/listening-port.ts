import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Returns the port that workerd reports on its extra descriptor. */
export async function listeningPort(events: Readable): Promise<number> {
  for await (const line of createInterface({ input: events })) {
    const { event, port } = JSON.parse(line) as { event: string; port: number };
    if (event === 'listen') return port;
  }
  throw new Error('workerd did not start listening.');
}
