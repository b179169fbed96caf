import { writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EXTRA_DESCRIPTOR, whileRunning } from '../harness/index.ts';
import { listeningPort } from './listening-port.ts';
import type { Run } from './run.ts';
import { runScenarios } from './shared-client/index.ts';
import type { Report } from './smoke.ts';

/** Allows only loopback, and sets no compatibility flags, so the worker gets the defaults of its date. */
const configOf = (module: string, compatibilityDate: string): string => `
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
  compatibilityDate = "${compatibilityDate}",
  globalOutbound = "loopback",
);
`;

/** Serves the program as a worker, requests its report, and then lets several requests share one client in it. */
export function runInWorkerd(compatibilityDate: string): Run {
  return (installed, bundle, { origin, apiKey, orgId }) => {
    const config = join(dirname(bundle), 'workerd.capnp');
    writeFileSync(config, configOf(basename(bundle), compatibilityDate));
    const args = ['serve', `--control-fd=${EXTRA_DESCRIPTOR}`, config];
    return whileRunning(
      { file: join(installed, 'bin/workerd'), argsIn: () => args, longestMs: 240_000 },
      async (events) => {
        const worker = `http://127.0.0.1:${await listeningPort(events)}`;
        const response = await fetch(worker, { method: 'POST', body: JSON.stringify({ origin, apiKey, orgId }) });
        if (!response.ok) throw new Error(`The worker responded with ${response.status}: ${await response.text()}`);
        const { runtime, outcomes } = (await response.json()) as Report;
        return { runtime, outcomes: [...outcomes, ...(await runScenarios(worker))] };
      },
    );
  };
}
