import { CodegenUsageError } from '../codegen-error.ts';
import { findConfig, loadConfig } from '../config/index.ts';
import { parseSourceRequest } from '../source/index.ts';
import type { GenerateOptions } from './generate.ts';
import type { SubsetOptions } from './generate-subset.ts';

/** The options of `generate` on the command line. */
export interface GenerateFlags {
  readonly specs?: string | undefined;
  readonly types?: string;
  readonly functions?: string;
  readonly operations?: readonly string[];
  readonly tags?: readonly string[];
  readonly out?: string;
  readonly client?: boolean | undefined;
  readonly from?: string | undefined;
  readonly config?: string;
  readonly force?: boolean;
}

/** Folders for the whole contract, or a subset of it. */
export type GeneratePlan =
  | { readonly kind: 'whole'; readonly whole: Omit<GenerateOptions, 'specsDir'> }
  | { readonly kind: 'subset'; readonly subset: SubsetOptions };

/** What the command line asks for. A configuration is read unless the line itself selects operations. */
export async function planGenerate(flags: GenerateFlags, folder: string): Promise<GeneratePlan> {
  const { types, functions, operations, tags, out, client, from, config, force } = flags;
  const isWhole = types !== undefined || functions !== undefined;
  const selects = operations !== undefined || tags !== undefined;
  if (isWhole && [operations, tags, out, client, config].some((flag) => flag !== undefined)) {
    throw new CodegenUsageError(
      '--types and --functions write all operations; --operations, --tags, --out, --client and --config select some. ' +
        'Pass one kind or the other.',
    );
  }
  if (selects && config !== undefined) {
    throw new CodegenUsageError(
      '--config selects operations, and so do --operations and --tags. Pass one or the other.',
    );
  }
  if (isWhole) {
    if (from !== undefined)
      throw new CodegenUsageError('--from is for a subset. Pull first, then generate with --specs.');
    return { kind: 'whole', whole: { typesDir: types, functionsDir: functions, force } };
  }
  return { kind: 'subset', subset: subsetOptions(selects ? flags : await withConfig(flags, folder)) };
}

/** The configuration, with what the command line says in place of what the file says. */
async function withConfig(flags: GenerateFlags, folder: string): Promise<GenerateFlags> {
  const path = flags.config ?? findConfig(folder);
  if (path === undefined) throw new CodegenUsageError(NOTHING_SELECTED);
  const { specs, from, ...loaded } = await loadConfig(path);
  // A contract and a source replace each other.
  const origin = flags.specs === undefined && flags.from === undefined ? { specs, from } : {};
  return { ...loaded, ...origin, ...flags };
}

const NOTHING_SELECTED =
  'Nothing to generate. Pass --operations or --tags with --out DIR for a subset, --types DIR or --functions DIR for ' +
  'everything, or write neon-codegen.config.ts.';

function subsetOptions({ operations, tags, out, client, specs, from, force }: GenerateFlags): SubsetOptions {
  if (out === undefined) throw new CodegenUsageError('Missing --out DIR: the folder for generated files.');
  const source = from === undefined ? undefined : parseSourceRequest(from);
  return { operations, tags, out, client, specsDir: specs, source, force };
}
