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
  /** Folder for the type declarations. Only files that neon-codegen wrote there are replaced or removed. */
  readonly typesDir: string | undefined;
  /** Folder for the operation functions; the same holds for it. */
  readonly functionsDir: string | undefined;
  /** True: discard edits of generated files. Default false: refuse to write. */
  readonly force?: boolean | undefined;
}

/** Writes what the contract determines. The same contract and source give the same bytes. */
export async function generate(options: GenerateOptions): Promise<GeneratedFolder[]> {
  const input = readEmitInput(options.specsDir);
  refuseViolations(input.document);
  return writeFolders(await generateInMemory(input, options, 'write'), options);
}

/** Fails with the names of the files that {@link generate} would change; writes nothing. */
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

/** Without symbolic links and with the system's own spelling, as far as the path exists. */
function realPath(path: string): string {
  const whole = resolve(path);
  try {
    return realpathSync.native(whole);
  } catch {
    return dirname(whole) === whole ? whole : join(realPath(dirname(whole)), basename(whole));
  }
}
