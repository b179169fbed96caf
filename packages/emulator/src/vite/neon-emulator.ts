import { resolve } from 'node:path';
import {
  chooseBranchName,
  DEFAULT_PROJECT,
  emulatorVariables,
  openDatabase,
  readGitBranch,
} from '../local-database/index.ts';
import type { EmulatorOptions } from '../start/index.ts';
import { useSharedEmulator } from './shared-emulator.ts';

export interface NeonEmulatorOptions extends EmulatorOptions {
  /** Name of the project, which is created if it is missing. Default `local`. */
  readonly project?: string;
  /**
   * Name of the Neon branch, which is created from the default branch if it is missing. Default: the git branch. `main`,
   * `master` and a folder without a git branch use the project's default branch.
   */
  readonly branch?: string;
}

/** The parts of Vite's dev server that the plugin uses. Vite 6 or later. */
export interface ViteServer {
  readonly config: { readonly root: string; readonly logger: { info(message: string): void } };
  readonly environments: Readonly<Record<string, object>>;
}

/** A Vite plugin. */
export interface NeonEmulatorPlugin {
  readonly name: string;
  readonly apply: 'serve';
  config(config: { root?: string }): object;
  configureServer(server: ViteServer): Promise<void>;
  buildEnd(this: { readonly environment: object }): Promise<void>;
}

/** Keep it out of git. */
const DEFAULT_DATA_DIR = '.neon-emulator';

/**
 * Returns a Vite plugin that starts the emulator with the dev server and stops it with the server. It sets
 * `DATABASE_URL`, `DATABASE_URL_UNPOOLED` and the variables of the API for this process, with one Neon branch per git
 * branch. `dataDir` is relative to Vite's root; its default is `.neon-emulator`.
 *
 * @example
 * export default defineConfig({ plugins: [neonEmulator({ project: 'shop' })] });
 */
export function neonEmulator(options: NeonEmulatorOptions = {}): NeonEmulatorPlugin {
  const { project = DEFAULT_PROJECT, branch, dataDir = DEFAULT_DATA_DIR, ...emulatorOptions } = options;
  const ends = new WeakMap<object, () => Promise<void>>();
  return {
    name: 'neon-emulator',
    apply: 'serve',
    config({ root = '.' }) {
      // Postgres writes there all the time.
      return { server: { watch: { ignored: [isBelow(resolve(root, dataDir))] } } };
    },
    async configureServer(server) {
      const { root, logger } = server.config;
      const use = await useSharedEmulator(resolve(root, dataDir), emulatorOptions);
      try {
        const branchName = branch ?? chooseBranchName(await readGitBranch(root));
        const database = await openDatabase(use.emulator, { project, branch: branchName });
        use.setVariables(emulatorVariables(use.emulator, database));
        logger.info(`Neon: branch ${branchName ?? 'of the project’s default'}, ${use.emulator.consoleUrl}`);
      } catch (error) {
        await use.end();
        throw error;
      }
      const end = once(use.end);
      for (const environment of Object.values(server.environments)) ends.set(environment, end);
    },
    // Vite calls this when it closes an environment of a server, also on a restart, and waits for it.
    async buildEnd() {
      await ends.get(this.environment)?.();
    },
  };
}

function once(run: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined;
  return () => {
    result ??= run();
    return result;
  };
}

/** Returns whether a path is in the folder. Vite passes paths with forward slashes on every system. */
function isBelow(folder: string): (path: string) => boolean {
  const start = folder.replaceAll('\\', '/');
  return (path) => {
    const candidate = path.replaceAll('\\', '/');
    return candidate === start || candidate.startsWith(`${start}/`);
  };
}
