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

/** Decides what to generate. Reads a configuration unless the flags select operations. */
export async function planGenerate(flags: GenerateFlags, folder: string): Promise<GeneratePlan> {
  const { types, functions, operations, tags, out, client, from, config, force } = flags;
  const isWhole = types !== undefined || functions !== undefined;
  const selects = operations !== undefined || tags !== undefined;
  if (isWhole && [operations, tags, out, client, config].some((flag) => flag !== undefined)) {
    throw new CodegenUsageError(
      '--types and --functions write all operations; --operations, --tags, --out, --client and --config select a subset. ' +
        'Use one group of flags or the other.',
    );
  }
  if (selects && config !== undefined) {
    throw new CodegenUsageError('--config cannot be combined with --operations or --tags. Pass one or the other.');
  }
  if (isWhole) {
    if (from !== undefined)
      throw new CodegenUsageError(
        '--from works only with a subset. For all operations, run neon-codegen pull first, then generate with --specs.',
      );
    return { kind: 'whole', whole: { typesDir: types, functionsDir: functions, force } };
  }
  return { kind: 'subset', subset: subsetOptions(selects ? flags : await withConfig(flags, folder)) };
}

/** Returns the configuration; flags override the file. */
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
