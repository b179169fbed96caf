import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../repository.ts';
import { plainEnvironment, userEnvironment } from './environment.ts';
import { type Place, run, whileServing } from './run.ts';

/** A registry on loopback that has our packages and passes on all others. */
export interface Registry {
  readonly url: string;
  /** The environment of a user of the registry, who may also publish. */
  readonly env: Readonly<Record<string, string>>;
}

/** The newest version that runs in Node 20. Its dependency node-fetch names a tag, which not every mirror has. */
const MANIFEST = { private: true, dependencies: { verdaccio: '6.8.0' }, overrides: { 'node-fetch': '2.7.0' } };

/** Packages of other projects are kept for the next rehearsal. */
const STORAGE = join(ROOT, '.cache/rehearsal/storage');

const ATTEMPTS = 200;
const PAUSE_MS = 100;

/** Installs and starts the registry in a new folder, passes it to `use`, and stops it. */
export async function withRegistry<Result>(
  folder: string,
  use: (registry: Registry) => Promise<Result>,
): Promise<Result> {
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  for (const ours of ['@neon-api', '.verdaccio-db.json']) rmSync(join(STORAGE, ours), { recursive: true, force: true });
  const place: Place = { folder, env: plainEnvironment(process.env) };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(MANIFEST));
  const upstream = (await run({ file: 'npm', args: ['config', 'get', 'registry'] }, place)).trim();
  await run({ file: 'npm', args: ['install', '--ignore-scripts', '--no-audit', '--no-fund'] }, place);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  // JSON is YAML.
  writeFileSync(join(folder, 'config.yaml'), JSON.stringify(configuration(upstream), undefined, 2));
  const start = `node_modules/.bin/verdaccio --config config.yaml --listen 127.0.0.1:${port}`;
  return whileServing(start, place, async () => {
    await untilReady(`${url}-/ping`);
    const token = await addUser(url);
    writeFileSync(join(home, '.npmrc'), `//127.0.0.1:${port}/:_authToken=${token}\n`);
    return use({ url, env: userEnvironment(process.env, { registry: url, home }) });
  });
}

function configuration(upstream: string): object {
  return {
    storage: STORAGE,
    auth: { htpasswd: { file: './htpasswd' } },
    uplinks: { upstream: { url: upstream, timeout: '60s' } },
    packages: {
      '@neon-api/*': { access: '$all', publish: '$authenticated' },
      '**': { access: '$all', proxy: 'upstream' },
    },
    web: { enable: false },
    max_body_size: '100mb',
    log: { type: 'stdout', format: 'pretty', level: 'error' },
  };
}

async function addUser(url: string): Promise<string> {
  const response = await fetch(`${url}-/user/org.couchdb.user:rehearsal`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'rehearsal', password: crypto.randomUUID() }),
  });
  const { token, error } = (await response.json()) as { token?: string; error?: string };
  if (token === undefined) throw new Error(`The registry created no user: ${response.status} ${error}`);
  return token;
}

async function untilReady(address: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const response = await fetch(address).catch(() => undefined);
    if (response?.ok) return;
    await sleep(PAUSE_MS);
  }
  throw new Error(`The registry did not respond at ${address}.`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
