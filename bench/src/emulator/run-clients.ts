import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/** Where clients connect to. */
export interface Way {
  readonly host: string;
  readonly port: number;
  readonly options: string;
}

export interface ClientFigures {
  readonly medianMs: number;
  readonly perSecond: number;
}

const PROGRAM = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { Client } = require('node:module').createRequire(workerData.resolveFrom)('pg');
  const { way, connections, queries } = workerData;
  (async () => {
    const login = { ...way, user: 'owner', password: 'first', database: 'app' };
    const clients = Array.from({ length: connections }, () => new Client(login));
    await Promise.all(clients.map((client) => client.connect()));
    const took = [];
    const each = async (client) => {
      for (let count = 0; count < queries; count += 1) {
        const startedAt = performance.now();
        await client.query('SELECT 1');
        took.push(performance.now() - startedAt);
      }
    };
    const startedAt = performance.now();
    await Promise.all(clients.map(each));
    const perSecond = (took.length * 1000) / (performance.now() - startedAt);
    await Promise.all(clients.map((client) => client.end()));
    took.sort((a, b) => a - b);
    parentPort.postMessage({ medianMs: took[took.length >> 1], perSecond });
  })();`;

/** Clients in a thread of their own, so that they do not take turns with the port. */
export function runClients(way: Way, connections: number, queries: number): Promise<ClientFigures> {
  const resolveFrom = fileURLToPath(new URL('../../../packages/emulator/package.json', import.meta.url));
  const worker = new Worker(PROGRAM, { eval: true, workerData: { way, connections, queries, resolveFrom } });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
