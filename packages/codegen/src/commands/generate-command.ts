import { CodegenUsageError } from '../codegen-error.ts';
import { type CodegenConfig, findConfig, loadConfig } from '../config/index.ts';
import { parseSourceRequest } from '../source/index.ts';
import type { GenerateOptions } from './generate.ts';
import type { SubsetOptions } from './generate-subset.ts';

/** The options of `generate` on the command line. */
export interface GenerateFlags {
  readonly specs?: string;
  readonly types?: string;
  readonly functions?: string;
  readonly operations?: readonly string[];
  readonly tags?: readonly string[];
  readonly out?: string;
  readonly client?: boolean;
  readonly from?: string;
  readonly config?: string;
}

/** Folders for the whole contract, or a subset of it. */
export type GeneratePlan =
  | { readonly kind: 'whole'; readonly folders: Omit<GenerateOptions, 'specsDir'> }
  | { readonly kind: 'subset'; readonly subset: SubsetOptions };

/** What the command line asks for; a configuration is read only where the line itself selects nothing. */
export async function planGenerate(flags: GenerateFlags, folder: string): Promise<GeneratePlan> {
  const { types, functions, operations, tags, out, client, from, config } = flags;
  const isWhole = types !== undefined || functions !== undefined;
  const isSubset = [operations, tags, out, client].some((flag) => flag !== undefined);
  if ([isWhole, isSubset, config !== undefined].filter(Boolean).length > 1) {
    throw new CodegenUsageError(
      'These do not go together: --types and --functions write all operations; --operations, --tags, --out and ' +
        '--client some of them; --config reads which from a file.',
    );
  }
  if (isWhole) {
    if (from !== undefined)
      throw new CodegenUsageError('--from is for a subset. Pull first, then generate with --specs.');
    return { kind: 'whole', folders: { typesDir: types, functionsDir: functions } };
  }
  return { kind: 'subset', subset: isSubset ? subsetOptions(flags) : subsetOptions(await configured(flags, folder)) };
}

async function configured({ config, specs, from }: GenerateFlags, folder: string): Promise<GenerateFlags> {
  const path = config ?? findConfig(folder);
  if (path === undefined) {
    throw new CodegenUsageError(
      'Nothing to generate. Pass --operations or --tags with --out DIR for a subset, --types DIR or --functions DIR ' +
        'for everything, or write neon-codegen.config.ts.',
    );
  }
  const loaded: CodegenConfig = await loadConfig(path);
  // The line overrides the file; a source and a folder replace each other.
  if (specs === undefined && from === undefined) return loaded;
  const { specs: _specs, from: _from, ...rest } = loaded;
  return { ...rest, ...(specs !== undefined && { specs }), ...(from !== undefined && { from }) };
}

function subsetOptions({ operations, tags, out, client, specs, from }: GenerateFlags): SubsetOptions {
  if (out === undefined)
    throw new CodegenUsageError('Missing --out DIR: the folder for generated files; its contents are replaced.');
  const source = from === undefined ? undefined : parseSourceRequest(from);
  return { operations, tags, out, client, specsDir: specs, source };
}
