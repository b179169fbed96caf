import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CodegenUsageError } from '../codegen-error.ts';
import { type CodegenConfig, checkedConfig } from './codegen-config.ts';

const NAMES = ['ts', 'js', 'json'].map((extension) => `neon-codegen.config.${extension}`);

/** The configuration file of a folder; undefined when there is none. Two are an error, as one would be ignored. */
export function findConfig(folder: string): string | undefined {
  const [found, ...others] = NAMES.filter((name) => existsSync(join(folder, name)));
  if (others.length > 0)
    throw new CodegenUsageError(`${[found, ...others].join(' and ')} stand side by side; keep one.`);
  return found === undefined ? undefined : join(folder, found);
}

/** Reads a configuration and makes its paths independent of where the command runs. */
export async function loadConfig(path: string): Promise<CodegenConfig> {
  if (!existsSync(path)) throw new CodegenUsageError(`${path} does not exist. Pass the file of a configuration.`);
  const { out, specs, ...rest } = checkedConfig(await evaluate(path), basename(path));
  const here = (folder: string) => resolve(dirname(path), folder);
  return { ...rest, out: here(out), ...(specs !== undefined && { specs: here(specs) }) };
}

async function evaluate(path: string): Promise<unknown> {
  try {
    switch (extname(path)) {
      case '.json':
        return JSON.parse(readFileSync(path, 'utf8'));
      case '.ts':
      case '.mts':
        return await importTypeScript(path);
      default:
        return await importDefault(path);
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CodegenUsageError(`${basename(path)} cannot be read: ${reason}`, { cause });
  }
}

/** Stripped of its types, beside the original, so that it finds the packages that the original finds. */
async function importTypeScript(path: string): Promise<unknown> {
  const { ts } = await import('../compiler/index.ts');
  const { outputText, diagnostics = [] } = ts.transpileModule(readFileSync(path, 'utf8'), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
    fileName: path,
    reportDiagnostics: true,
  });
  const [fault] = diagnostics;
  if (fault !== undefined) throw new Error(ts.flattenDiagnosticMessageText(fault.messageText, '\n'));
  const stripped = join(dirname(path), `.${basename(path)}.${process.pid}.mjs`);
  try {
    writeFileSync(stripped, outputText);
    return await importDefault(stripped);
  } finally {
    rmSync(stripped, { force: true });
  }
}

async function importDefault(path: string): Promise<unknown> {
  const module = (await import(pathToFileURL(resolve(path)).href)) as { readonly default?: unknown };
  return module.default;
}
