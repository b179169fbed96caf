import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readBlocks } from '@neon-api/ground/guide-blocks';
import { transform } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CompanyNetwork, startCompanyNetwork } from './company-network.ts';

const GUIDE = new URL('../../../docs/guides/proxies-and-custom-fetch.md', import.meta.url);
const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const BLOCKS = readBlocks(readFileSync(GUIDE, 'utf8'));
const PROGRAMS = BLOCKS.filter(({ language }) => language === 'ts');
const COMMANDS = BLOCKS.filter(({ language }) => language === 'sh');
const PROXIED = PROGRAMS.filter(({ code }) => code.includes('EnvHttpProxyAgent'));
const DIRECT = PROGRAMS.filter((program) => !PROXIED.includes(program));
const [MAJOR = 0, MINOR = 0] = process.versions.node.split('.').map(Number);
const HAS_ENV_PROXY = MAJOR > 24 || (MAJOR === 24 && MINOR >= 5) || (MAJOR === 22 && MINOR >= 21);
const run = promisify(execFile);

let network: CompanyNetwork;
let folder: string;

beforeAll(async () => {
  network = await startCompanyNetwork();
  // Inside the package, so that imports resolve.
  folder = mkdtempSync(join(PACKAGE, 'node_modules', '.proxies-guide-'));
  // Connections to Neon go to our server: nothing leaves this machine.
  writeFileSync(
    join(folder, 'near.mjs'),
    `import { Socket } from 'node:net';
    const { connect } = Socket.prototype;
    Socket.prototype.connect = function (...args) {
      const [options] = [args[0]].flat();
      if (options.host === 'console.neon.tech') Object.assign(options, { host: '127.0.0.1', port: ${network.neonPort} });
      return connect.apply(this, args);
    };`,
  );
});
afterAll(async () => {
  await network?.stop();
  if (folder) rmSync(folder, { recursive: true });
});

/** Writes a program of the guide to a file; returns its path. */
async function save(code: string): Promise<string> {
  const file = join(folder, 'app.mjs');
  writeFileSync(file, (await transform(code, { loader: 'ts', format: 'esm', target: 'es2022' })).code);
  return file;
}

/** Runs a command in the folder of the certificate; returns what it prints, or its error. */
async function runShell(command: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
  const near = `--import=${join(folder, 'near.mjs')}`;
  const options = {
    cwd: dirname(network.caFile),
    env: { NEON_API_KEY: 'test-key', PATH: path, NODE_OPTIONS: near, ...env },
    encoding: 'utf8' as const,
  };
  return run('sh', ['-c', command], options).then(
    ({ stdout }) => stdout.trim(),
    ({ stderr }: { stderr: string }) => stderr,
  );
}

describe('the guide on proxies', () => {
  test.each(PROXIED)('line $line uses the proxy of the environment', async ({ code }) => {
    const before = network.connected.length;
    const env = { HTTPS_PROXY: network.proxyUrl, NODE_EXTRA_CA_CERTS: network.caFile };
    expect(await runShell(`node ${await save(code)}`, env)).toBe('1');
    expect(network.connected.slice(before)).toEqual(['console.neon.tech:443']);
  });

  test.each(DIRECT)('line $line reaches Neon', async ({ code }) => {
    const printed = await runShell(`node ${await save(code)}`, { NODE_EXTRA_CA_CERTS: network.caFile });
    expect(new Set(printed.split('\n'))).toEqual(new Set(['1']));
  });

  test('an untrusted certificate fails at once with its reason', async () => {
    const code = DIRECT.at(-1)?.code ?? '';
    const failed = await runShell(`node ${await save(code)}`);
    expect(failed).toMatch(/NeonNetworkError: listProjects: the connection failed \(self-signed certificate\)/);
    expect(failed).toMatch(/attempts: 1,/);
  });

  // Node before 22.21 and 24.5 does not support the variable, as the guide says.
  test.each(COMMANDS.filter(({ code }) => HAS_ENV_PROXY || !code.includes('NODE_USE_ENV_PROXY')))(
    'line $line works as printed',
    async ({ code }) => {
      const before = network.connected.length;
      const file = await save(DIRECT.at(-1)?.code ?? '');
      const command = code.replace('app.js', file).replace('http://proxy.example.com:3128', network.proxyUrl);
      const isProxied = code.includes('PROXY');
      expect(await runShell(command, isProxied ? { NODE_EXTRA_CA_CERTS: network.caFile } : {})).toBe('1');
      expect(network.connected.slice(before)).toEqual(isProxied ? ['console.neon.tech:443'] : []);
    },
  );

  test('contains these programs and commands', () => {
    expect([PROXIED.length, DIRECT.length, COMMANDS.length]).toEqual([2, 3, 2]);
  });
});
