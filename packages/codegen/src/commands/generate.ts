import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { CodegenUsageError } from '../codegen-error.ts';
import { type EmitInput, emitFunctions, emitTypes } from '../emit/index.ts';
import { type FolderUse, type OutputFolder, refuseWrongFolder } from '../output/index.ts';
import { readEmitInput } from './emit-input.ts';
import { type GeneratedFolder, refuseStale, writeFolders } from './output-folders.ts';
import { refuseViolations } from './refuse-violations.ts';

export interface GenerateOptions {
  readonly specsDir: string;
  /** Output folder for the type declarations. Only files that neon-codegen wrote there are replaced or removed. */
  readonly typesDir: string | undefined;
  /** Output folder for the operation functions, under the same rule. */
  readonly functionsDir: string | undefined;
  /** Whether to discard edits to generated files. Default: false, which makes an edited file an error. */
  readonly force?: boolean | undefined;
}

/** Generates types, functions or both from the contract. The same contract and source give the same bytes. */
export async function generate(options: GenerateOptions): Promise<GeneratedFolder[]> {
  const input = readEmitInput(options.specsDir);
  refuseViolations(input.document);
  return writeFolders(await generateInMemory(input, options, 'write'), options);
}

/** Throws if {@link generate} would change files, and names them. Writes nothing. */
export async function checkGenerated(options: GenerateOptions): Promise<GeneratedFolder[]> {
  const input = readEmitInput(options.specsDir);
  return refuseStale(await generateInMemory(input, options, 'read'), input.missingSource);
}

export async function generateInMemory(
  input: EmitInput,
  { typesDir, functionsDir }: Omit<GenerateOptions, 'specsDir'>,
  use: FolderUse,
): Promise<OutputFolder[]> {
  if (typesDir === undefined && functionsDir === undefined) {
    throw new CodegenUsageError('Nothing to generate: pass --types DIR, --functions DIR, or both.');
  }
  if (typesDir !== undefined && functionsDir !== undefined && overlap(typesDir, functionsDir)) {
    throw new CodegenUsageError(`--types ${typesDir} and --functions ${functionsDir} overlap. Pass separate folders.`);
  }
  if (typesDir !== undefined) refuseWrongFolder(typesDir, '--types', use);
  if (functionsDir !== undefined) refuseWrongFolder(functionsDir, '--functions', use);
  return [
    ...(typesDir === undefined ? [] : [{ flag: '--types', folder: typesDir, files: await emitTypes(input) }]),
    ...(functionsDir === undefined ? [] : [{ flag: '--functions', folder: functionsDir, files: emitFunctions(input) }]),
  ];
}

function overlap(one: string, other: string): boolean {
  const [a, b] = [realPath(one) + sep, realPath(other) + sep];
  return a.startsWith(b) || b.startsWith(a);
}

/** Resolves symbolic links and uses the file system's own spelling, for the part of the path that exists. */
function realPath(path: string): string {
  const whole = resolve(path);
  try {
    return realpathSync.native(whole);
  } catch {
    return dirname(whole) === whole ? whole : join(realPath(dirname(whole)), basename(whole));
  }
}
