import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const GROUND = import.meta.dirname;
const CHUNKS = 'ground';
const SPECIFIER = /^@neon-api\/ground(\/|$)/;

/** An esbuild plugin that bundles this package although `packages: 'external'` excludes all packages. */
export const bundleGround = {
  name: 'bundle-ground',
  setup({ onResolve }) {
    onResolve({ filter: SPECIFIER }, ({ path }) => ({ path: fileURLToPath(import.meta.resolve(path)) }));
  },
};

/** Marks every import of a module outside this package as external. */
const leaveOthersOut = {
  name: 'leave-others-out',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ path, importer, kind }) =>
      kind === 'entry-point' || importer.startsWith(GROUND) ? undefined : { path, external: true },
    );
  },
};

/** Bundles this package into the modules that `tsc` has written to a folder. Other imports are unchanged. */
export async function bundleGroundInto(folder) {
  // Remove chunks of earlier builds: they have other names, so nothing overwrites them.
  rmSync(join(folder, CHUNKS), { recursive: true, force: true });
  const modules = readdirSync(folder, { recursive: true }).map((path) => join(folder, path));
  const users = modules.filter(
    (path) => path.endsWith('.js') && /'@neon-api\/ground\b/.test(readFileSync(path, 'utf8')),
  );
  await build({
    entryPoints: users,
    outdir: folder,
    outbase: folder,
    allowOverwrite: true,
    bundle: true,
    splitting: true,
    chunkNames: `${CHUNKS}/[name]-[hash]`,
    format: 'esm',
    target: 'node20',
    platform: 'node',
    plugins: [bundleGround, leaveOthersOut],
    logLevel: 'warning',
  });
}
