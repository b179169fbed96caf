import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXTRA_DESCRIPTOR, whileRunning } from '../harness/index.ts';
import { ROOT } from '../repository.ts';
import { installRuntime } from '../runtimes/install-runtime.ts';
import { listeningPort } from '../runtimes/listening-port.ts';
import { RUNTIMES } from '../runtimes/runtimes.ts';
import { bundleProgram } from './bundle-program.ts';
import type { Transport } from './transport.ts';

const LONGEST_MS = 1_200_000;

/** One durable object holds all emulators. workerd refuses `eval` and offers no module of Node. */
const CONFIG = `
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "emulators", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "emulators")],
);

const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "2026-11-01",
  durableObjectNamespaces = [(className = "Emulators", uniqueKey = "emulators", preventEviction = true)],
  durableObjectStorage = (inMemory = void),
  bindings = [(name = "emulators", durableObjectNamespace = "Emulators")],
);
`;

/** The emulators run in a durable object of workerd. */
export const workerd: Transport = {
  async whileOpen(use) {
    const runtime = RUNTIMES.workerd;
    if (!runtime) throw new Error('scripts/runtimes/runtimes.ts has no runtime "workerd".');
    const installed = await installRuntime(runtime.package, join(ROOT, '.cache/runtimes'));
    const folder = mkdtempSync(join(tmpdir(), 'neon-api-worker-'));
    try {
      writeFileSync(join(folder, 'worker.js'), await bundleProgram('worker.ts'));
      const config = join(folder, 'worker.capnp');
      writeFileSync(config, CONFIG);
      const program = {
        file: join(installed, 'bin/workerd'),
        argsIn: () => ['serve', `--control-fd=${EXTRA_DESCRIPTOR}`, config],
        longestMs: LONGEST_MS,
      };
      return await whileRunning(program, async (events) => use(`http://127.0.0.1:${await listeningPort(events)}`));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
