import { compileProgram } from './compile-program.ts';
import { formatValues } from './format-value.ts';
import { type PageEmulator, type ReadTemplate, startPageEmulator } from './page-emulator.ts';
import { connectDriver, loadModules, SERVERLESS } from './page-modules.ts';

/** Where a program's requests go: to an emulator in this process, or to Neon with the reader's key. */
export type Target =
  | { readonly kind: 'emulator' }
  | { readonly kind: 'neon'; readonly apiKey: string; readonly orgId: string };

export interface Run {
  readonly code: string;
  readonly target: Target;
  /** Receives each line that the program writes. */
  readonly onOutput: (text: string) => void;
}

/** Runs programs, one after another, on an emulator that is kept between them. */
export interface Runner {
  /** Runs a program to its end. Rejects with what it throws. */
  run(run: Run): Promise<void>;
  /** The emulator of the last run; undefined before the first one. */
  readonly current: PageEmulator | undefined;
}

/** SQL, and the schemas of branches. */
const NEEDS_POSTGRES = new RegExp(`${SERVERLESS}|getProjectBranchSchema|compareBranches`);
const NEON = 'https://console.neon.tech/';
type Program = (require: (name: string) => object, exports: object, console: object) => Promise<void>;
const AsyncFunction = (async () => {}).constructor as new (...parameters: string[]) => Program;

/** @param readTemplate - called once, when a program first uses Postgres */
export function createRunner(readTemplate?: ReadTemplate): Runner {
  let current: PageEmulator | undefined;
  const emulatorFor = async (needsPostgres: boolean): Promise<PageEmulator> => {
    if (current && (current.hasPostgres || !needsPostgres)) return current;
    await current?.emulator.stop();
    current = await startPageEmulator(needsPostgres, readTemplate);
    if (needsPostgres) await connectDriver(current.emulator);
    return current;
  };
  return {
    get current() {
      return current;
    },
    async run({ code, target, onOutput }) {
      const isLocal = target.kind === 'emulator';
      const page = isLocal ? await emulatorFor(NEEDS_POSTGRES.test(code)) : undefined;
      const { specifiers, body } = compileProgram(page ? await page.world.prepare(code) : code);
      const restore = provideGlobals(
        environmentOf(target, page),
        page?.emulator.fetch ?? fetchFromNeon(globalThis.fetch),
      );
      try {
        const modules = await loadModules(specifiers);
        const require = (name: string): object => modules.get(name) ?? {};
        const write = (...values: unknown[]): void => onOutput(formatValues(values));
        const console = { log: write, info: write, warn: write, error: write, debug: write, table: write };
        const execute = new AsyncFunction('require', 'exports', 'console', body);
        await execute(require, {}, console);
      } finally {
        restore();
      }
    },
  };
}

function environmentOf(target: Target, page: PageEmulator | undefined): Record<string, string> {
  if (target.kind === 'neon')
    return { NEON_API_KEY: target.apiKey, ...(target.orgId ? { NEON_ORG_ID: target.orgId } : {}) };
  const { apiUrl = '', apiKey = '', orgId = '' } = page?.emulator ?? {};
  return { NEON_API_BASE_URL: apiUrl, NEON_API_KEY: apiKey, NEON_ORG_ID: orgId };
}

/** A page of the documentation sends requests only to Neon, and only when the reader has entered a key. */
function fetchFromNeon(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const { url } = new Request(input, init);
    if (!url.startsWith(NEON)) throw new TypeError(`This page sends requests only to ${NEON}, not to ${url}.`);
    return fetch(input, init);
  };
}

/** Sets what programs and the client read from the global object. Returns a function that puts it back. */
function provideGlobals(env: Record<string, string>, fetch: typeof globalThis.fetch): () => void {
  const scope = globalThis as unknown as {
    process?: { env: Record<string, string> };
    fetch: typeof globalThis.fetch;
  };
  // Modules may keep the object, so there is one for all runs.
  scope.process ??= { env: {} };
  const { process } = scope;
  const before = { env: process.env, fetch: scope.fetch };
  process.env = { ...before.env, ...env };
  scope.fetch = fetch;
  return () => {
    process.env = before.env;
    scope.fetch = before.fetch;
  };
}
