import { join } from 'node:path';
import { Application, type DeclarationReflection, ReflectionKind } from 'typedoc';
import { ROOT } from '../repository.ts';
import type { Entry } from './entries.ts';

/** What an entry declares and exports. */
export interface Module {
  readonly entry: Entry;
  readonly exports: readonly DeclarationReflection[];
}

const TSCONFIG = join(import.meta.dirname, '../../tsconfig.reference.json');

/**
 * Reads the exports of entries with their documentation comments.
 * @throws Error if the sources cannot be read.
 */
export async function readModules(entries: readonly Entry[]): Promise<Module[]> {
  const app = await Application.bootstrap({
    entryPoints: entries.map(({ source }) => join(ROOT, source)),
    tsconfig: TSCONFIG,
    // The packages check their own types.
    skipErrorChecking: true,
    excludePrivate: true,
    excludeInternal: true,
    excludeExternals: true,
    disableGit: true,
    sourceLinkTemplate: '{path}',
    logLevel: 'Error',
  });
  const project = await app.convert();
  if (project === undefined) throw new Error('typedoc cannot read the packages: see its messages above.');
  const modules = new Map(
    project
      .getChildrenByKind(ReflectionKind.Module)
      .map((module): [string, DeclarationReflection] => [module.sources?.[0]?.fullFileName ?? '', module]),
  );
  return entries.map((entry) => {
    const exports = modules.get(join(ROOT, entry.source))?.children ?? [];
    return { entry, exports: exports.filter((one) => isOwn(one, entry)) };
  });
}

/** Whether an entry declares what it exports. Another package's exports, and generated types, have pages of their own. */
function isOwn({ variant, sources }: DeclarationReflection, { source }: Entry): boolean {
  const file = sources?.[0]?.fullFileName.replaceAll('\\', '/') ?? '';
  const home = join(ROOT, source.replace(/\/src\/.*/, '/src/')).replaceAll('\\', '/');
  return variant === 'declaration' && file.startsWith(home) && !file.includes('/generated/');
}
