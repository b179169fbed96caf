import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import { messageOf } from '@neon-api/ground';
import { bullets } from '../bullets.ts';
import { CodegenUsageError } from '../codegen-error.ts';
import type { CodegenConfig } from './codegen-config.ts';
import { configFaults } from './config-options.ts';

/** Reads a configuration and makes its paths independent of where the command runs. Writes nothing. */
export async function loadConfig(path: string): Promise<Omit<CodegenConfig, '$schema'>> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined)
    throw new CodegenUsageError(`${path} does not exist. Pass the path of a configuration file.`);
  if (!stats.isFile()) throw new CodegenUsageError(`${path} is not a file. Pass the path of a configuration file.`);
  const { out, specs, $schema: _, ...rest } = checkedConfig(await evaluate(resolve(path)), basename(path));
  const here = (folder: string) => resolve(dirname(path), folder);
  return { ...rest, out: here(out), ...(specs !== undefined && { specs: here(specs) }) };
}

/** Parses a configuration from an unknown value. Throws one error that lists every problem. */
export function checkedConfig(value: unknown, file: string): CodegenConfig {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CodegenUsageError(
      `${file} does not export an object. Write \`export default { operations: […], out: … }\`.`,
    );
  }
  const faults = configFaults(value);
  if (faults.length > 0) throw new CodegenUsageError(`${file}:\n${bullets(faults)}`);
  return value as CodegenConfig;
}

async function evaluate(path: string): Promise<unknown> {
  try {
    const value = extname(path) === '.json' ? readJson(path) : await importDefault(path);
    return typeof value === 'function' ? await value() : await value;
  } catch (cause) {
    throw new CodegenUsageError(`${basename(path)} cannot be read: ${messageOf(cause)}`, { cause });
  }
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
}

/** Loads the file and its imports: TypeScript, ES modules or CommonJS. */
async function importDefault(path: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  // Without caches, so that no file is written and no earlier version of the file is used.
  const jiti = createJiti(path, { fsCache: false, moduleCache: false, interopDefault: false });
  return (await jiti.import<{ readonly default?: unknown }>(path)).default;
}
