import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describePackage } from '@neon-api/ground/licences';

/** The one file of Scalar that the reference page loads. */
export const SCALAR_FILE = fileURLToPath(import.meta.resolve('@scalar/api-reference/browser/standalone.js'));

/** Scalar's list of the modules in that file. */
const STATISTICS = join(dirname(SCALAR_FILE), 'webpack-stats.json');

/** What the notice says about packages that are not installed with Scalar, or do not state their licence. */
const STATEMENTS = {
  'unist-util-find-after': { license: 'MIT', holder: 'Titus Wormer <tituswormer@gmail.com>' },
  neverpanic: {
    license: 'no licence stated',
    text: 'Source: https://github.com/bgrcs/neverpanic. Scalar distributes it as part of its own file, under the MIT licence.',
  },
};

/** Returns Scalar and the packages in its file, for the notice. The licences are those of the installed versions. */
export function scalarPackages() {
  const { modules } = JSON.parse(readFileSync(STATISTICS, 'utf8'));
  const bundled = new Map(modules.flatMap(({ name }) => readPackage(name)).map((one) => [JSON.stringify(one), one]));
  const scalar = describePackage(packageFolder('@scalar/api-reference'));
  return [scalar, ...[...bundled.values()].map(describeBundled)];
}

/** `…/node_modules/.pnpm/zod@4.3.5/node_modules/zod/v4/core.js` is a module of zod 4.3.5. Others are Scalar's own. */
function readPackage(module) {
  const [, version, name] =
    /node_modules\/\.pnpm\/@?[^@/]+@([^_(/]+)[^/]*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(module) ?? [];
  return name === undefined ? [] : [{ name, version }];
}

function describeBundled({ name, version }) {
  if (STATEMENTS[name]) return { name, version, ...STATEMENTS[name] };
  const folder = packageFolder(name);
  if (folder === undefined) throw new Error(`Scalar bundles ${name}@${version}. Add its licence to scalar.js.`);
  return { ...describePackage(folder), version };
}

function packageFolder(name) {
  const places = createRequire(SCALAR_FILE).resolve.paths(name) ?? [];
  return places.map((place) => join(place, name)).find((folder) => existsSync(join(folder, 'package.json')));
}
