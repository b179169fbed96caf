import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, readText } from '../repository.ts';

/** A module that users import. */
export interface Entry {
  /** As in an import, such as `@neon-api/helpers/node`. */
  readonly specifier: string;
  /** Its source, relative to the root. */
  readonly source: string;
  /** The path of its page. */
  readonly page: string;
}

const PACKAGES = ['client', 'helpers', 'emulator', 'codegen', 'fleet'];

/** Entries without a page of this kind: the operations have pages of their own, and the driver exports nothing. */
const LEFT_OUT: ReadonlySet<string> = new Set(['@neon-api/client/operations', '@neon-api/emulator/driver']);

/** The entries of the published packages, as their manifests declare them. */
export function findEntries(): Entry[] {
  return PACKAGES.flatMap((name) => {
    const { exports } = JSON.parse(readText(`packages/${name}/package.json`)) as {
      readonly exports: Readonly<Record<string, { readonly types?: string } | string>>;
    };
    return Object.entries(exports).flatMap(([path, target]): Entry[] => {
      if (typeof target === 'string' || target.types === undefined) return [];
      const specifier = `@neon-api/${name}${path.slice(1)}`;
      const source = `packages/${name}/${target.types.replace('./dist/', 'src/').replace('.d.ts', '.ts')}`;
      if (LEFT_OUT.has(specifier) || !existsSync(join(ROOT, source))) return [];
      return [{ specifier, source, page: `reference/${specifier.slice('@neon-api/'.length).replace('/', '-')}.md` }];
    });
  });
}
