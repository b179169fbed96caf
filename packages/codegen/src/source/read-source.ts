import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { CodegenError } from '../codegen-error.ts';
import type { OpenApiDocument, SourceOrigin } from '../contract/index.ts';

export interface Source {
  readonly origin: SourceOrigin;
  readonly document: OpenApiDocument;
  /** The text of the licence under which the package ships the document. */
  readonly licence: string;
}

const PACKAGE = '@neondatabase/api-client';
const FILE = 'public-v2-for-users.gen.yaml';

/**
 * Reads Neon's document from the installed npm package; undefined when the package is not installed, or when the
 * document is not the one of the wanted sha256.
 */
export function findNpmSource(wantedSha256?: string): Source | undefined {
  const folder = packageFolder();
  if (folder === undefined) return undefined;
  const bytes = readFileSync(join(folder, FILE));
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (wantedSha256 !== undefined && wantedSha256 !== hash) return undefined;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return {
    origin: { package: PACKAGE, version, file: FILE, sha256: hash },
    document: parse(bytes.toString('utf8')) as OpenApiDocument,
    licence: readFileSync(join(folder, 'LICENSE'), 'utf8'),
  };
}

/** Like {@link findNpmSource}, for commands that cannot do without. */
export function readNpmSource(): Source {
  const source = findNpmSource();
  if (source === undefined) {
    throw new CodegenError(
      `${PACKAGE} is not installed, so there is no document to pull. Add it: pnpm add -D ${PACKAGE}`,
    );
  }
  return source;
}

function packageFolder(): string | undefined {
  for (const from of [join(process.cwd(), 'package.json'), import.meta.url]) {
    try {
      return dirname(createRequire(from).resolve(`${PACKAGE}/package.json`));
    } catch {
      // Not installed there; the next place may have it.
    }
  }
  return undefined;
}
