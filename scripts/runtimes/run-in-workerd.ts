import { writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { EXTRA_DESCRIPTOR, whileRunning } from '../harness/index.ts';
import type { Report } from './smoke.ts';
import type { World } from './world.ts';

/** Loopback only, and no compatibility flag: what any worker gets. */
const configOf = (module: string): string => `
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "smoke", worker = .worker),
    (name = "loopback", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = (name = "smoke", entrypoint = "smoke"))],
);

const worker :Workerd.Worker = (
  modules = [(name = "smoke.js", esModule = embed "${module}")],
  compatibilityDate = "2026-11-01",
  globalOutbound = "loopback",
);
`;

/** Serves the program as a worker, and asks it. */
export function runInWorkerd(installed: string, bundle: string, { origin, apiKey }: World): Promise<Report> {
  const config = join(dirname(bundle), 'workerd.capnp');
  writeFileSync(config, configOf(basename(bundle)));
  const args = ['serve', `--control-fd=${EXTRA_DESCRIPTOR}`, config];
  return whileRunning({ file: join(installed, 'bin/workerd'), argsIn: () => args }, async (events) => {
    const port = await listeningPort(events);
    const body = JSON.stringify({ origin, apiKey });
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body });
    if (!response.ok) throw new Error(`The worker answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Report;
  });
}

async function listeningPort(events: Readable): Promise<number> {
  for await (const line of createInterface({ input: events })) {
    const { event, port } = JSON.parse(line) as { event: string; port: number };
    if (event === 'listen') return port;
  }
  throw new Error('workerd did not listen.');
}
