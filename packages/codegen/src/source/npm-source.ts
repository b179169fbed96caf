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
/** Under this name and a version, earlier versions are installed beside the pinned one. */
const ALIAS = 'neon-document-';

interface Installed {
  readonly folder: string;
  readonly version: string;
}

export interface WantedSource {
  /** The pinned one by default. */
  readonly version?: string;
  /** Of the document; any by default. */
  readonly sha256?: string;
}

/** Reads Neon's document from an installed npm package; undefined when none is installed that is the wanted one. */
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

/** Like {@link findNpmSource}, for commands that cannot do without. */
export function readNpmSource(version?: string): Source {
  const source = findNpmSource(version === undefined ? {} : { version });
  if (source !== undefined) return source;
  if (version === undefined) {
    throw new CodegenError(
      `${PACKAGE} is not installed, so there is no document to pull. Add it: pnpm add -D ${PACKAGE}`,
    );
  }
  const atHand = installedVersions();
  throw new CodegenError(
    `${PACKAGE}@${version} is not installed. At hand: ${atHand.join(', ') || 'none'}. ` +
      `Add it: pnpm add -D ${ALIAS}${version}@npm:${PACKAGE}@${version}`,
  );
}

/** The versions whose documents can be read without a network, oldest first. */
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
