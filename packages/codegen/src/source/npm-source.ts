import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CodegenError } from '../codegen-error.ts';
import { sha256 } from '../contract/index.ts';
import { checkedDocument } from './checked-document.ts';
import { readBounded } from './file-source.ts';
import { findInstalledPackage, startingPoints } from './installed-package.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { Source } from './source.ts';

const PACKAGE = '@neondatabase/api-client';
const FILE = 'public-v2-for-users.gen.yaml';
/** Other versions are installed under this name plus their version. */
const ALIAS = 'neon-document-';

interface Installed {
  readonly folder: string;
  readonly version: string;
}

export interface WantedSource {
  /** Default: the pinned version. */
  readonly version?: string;
  /** The expected SHA-256 of the document. Default: any. */
  readonly sha256?: string;
}

/** Reads Neon's document from an installed npm package; undefined if the requested one is not installed. */
export function findNpmSource(wanted: WantedSource = {}): Source | undefined {
  const installed = find(wanted.version);
  if (installed === undefined) return undefined;
  const bytes = readBounded(join(installed.folder, FILE), DEFAULT_LIMITS.maxBytes);
  const hash = sha256(bytes);
  if (wanted.sha256 !== undefined && wanted.sha256 !== hash) return undefined;
  return {
    origin: { from: 'npm', package: PACKAGE, version: installed.version, file: FILE, sha256: hash },
    document: checkedDocument(bytes, `${PACKAGE}@${installed.version}/${FILE}`),
    licence: readFileSync(join(installed.folder, 'LICENSE'), 'utf8'),
  };
}

/** Like {@link findNpmSource}, but throws if the package is not installed. */
export function readNpmSource(version?: string): Source {
  const source = findNpmSource(version === undefined ? {} : { version });
  if (source !== undefined) return source;
  if (version === undefined) {
    throw new CodegenError(
      `${PACKAGE} is not installed, so there is no document to pull. Add it: pnpm add -D ${PACKAGE}`,
    );
  }
  const installed = installedVersions();
  throw new CodegenError(
    `${PACKAGE}@${version} is not installed. Installed: ${installed.join(', ') || 'none'}. ` +
      `Add it: pnpm add -D ${ALIAS}${version}@npm:${PACKAGE}@${version}`,
  );
}

/** Lists the installed versions, oldest first. */
export function installedVersions(): string[] {
  const aliases = startingPoints().flatMap((from) => createRequire(from).resolve.paths('x') ?? []);
  const names = aliases.flatMap(aliasesIn);
  const versions = [PACKAGE, ...names].map((name) => installedAs(name)?.version).filter((found) => found !== undefined);
  return [...new Set(versions)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

function find(version: string | undefined): Installed | undefined {
  const pinned = installedAs(PACKAGE);
  if (version === undefined || pinned?.version === version) return pinned;
  const alias = installedAs(`${ALIAS}${version}`);
  return alias?.version === version ? alias : undefined;
}

function installedAs(name: string): Installed | undefined {
  const found = findInstalledPackage(name);
  return found?.name === PACKAGE ? found : undefined;
}

function aliasesIn(nodeModules: string): string[] {
  try {
    return readdirSync(nodeModules).filter((name) => name.startsWith(ALIAS));
  } catch {
    return [];
  }
}
