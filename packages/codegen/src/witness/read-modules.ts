import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { CodegenError } from '../codegen-error.ts';
import { ts } from '../compiler/index.ts';
import { sha256 } from '../contract/index.ts';
import { DEFAULT_LIMITS, decodeText, findInstalledPackage, readBounded } from '../source/index.ts';

/** A parsed module of a package: a declaration file or JavaScript. */
export interface Module {
  /** Relative to the package, with `/`. */
  readonly file: string;
  readonly sha256: string;
  readonly tree: ts.SourceFile;
}

export interface PackageModules {
  readonly package: string;
  readonly version: string;
  readonly modules: readonly Module[];
}

/** Parses the declarations and JavaScript that the main entry of an installed package reaches. Executes none of it. */
export function readPackageModules(name: string): PackageModules {
  const found = findInstalledPackage(name);
  if (found === undefined) {
    throw new CodegenError(`${name} is not installed, so its types cannot be read. Add it: pnpm add -D ${name}`);
  }
  const { folder, version, manifest } = found;
  const entries = [manifest.types, manifest.main].map((entry, index) => {
    if (typeof entry === 'string') return join(folder, entry);
    throw new CodegenError(
      `${name}@${version} has no "${index === 0 ? 'types' : 'main'}" in its package.json, so it cannot be read.`,
    );
  });
  return { package: name, version, modules: reachableModules(folder, entries) };
}

function reachableModules(folder: string, entries: readonly string[]): Module[] {
  const modules = new Map<string, Module>();
  const open = [...entries];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (modules.has(path)) continue;
    const bytes = readBounded(path, DEFAULT_LIMITS.maxBytes);
    const text = decodeText(bytes, path);
    const file = relative(folder, path).replaceAll('\\', '/');
    modules.set(path, { file, sha256: sha256(bytes), tree: parse(path, text) });
    open.push(...importedFrom(path, text));
  }
  return [...modules.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
}

function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(
    path,
    text,
    { languageVersion: ts.ScriptTarget.ES2022, jsDocParsingMode: ts.JSDocParsingMode.ParseNone },
    true,
  );
}

/** Returns the modules of the package that a module imports. A declaration file imports declarations. */
function importedFrom(path: string, text: string): string[] {
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => join(dirname(path), specifier))
    .map((target) => (path.endsWith('.d.ts') ? target.replace(/\.js$/, '.d.ts') : target))
    .filter((target) => existsSync(target));
}
