import { join, resolve, sep } from 'node:path';
import { CodegenError, CodegenUsageError } from '../codegen-error.ts';
import { type EmitInput, emitFunctions, emitTypes } from '../emit/index.ts';
import { type OutputFile, refuseForeignFolder, staleOutput, writeOutput } from '../output/index.ts';
import { bullets } from './bullets.ts';
import { readEmitInput } from './emit-input.ts';
import { refuseViolations } from './refuse-violations.ts';

export interface GenerateOptions {
  readonly specsDir: string;
  /** Folder for the type declarations; wholly owned by the generator. */
  readonly typesDir: string | undefined;
  /** Folder for the operation functions; wholly owned by the generator. */
  readonly functionsDir: string | undefined;
}

export interface GeneratedFolder {
  readonly folder: string;
  readonly files: readonly OutputFile[];
}

/** Writes what the contract determines. The same contract and source give the same bytes. */
export async function generate(options: GenerateOptions): Promise<GeneratedFolder[]> {
  const input = readEmitInput(options.specsDir);
  refuseViolations(input.document);
  const folders = await generateInMemory(input, options);
  for (const { folder } of folders) refuseForeignFolder(folder);
  for (const { folder, files } of folders) writeOutput(folder, files);
  return folders;
}

/** Fails with the names of the files that {@link generate} would change; writes nothing. */
export async function checkGenerated(options: GenerateOptions): Promise<GeneratedFolder[]> {
  const folders = await generateInMemory(readEmitInput(options.specsDir), options);
  refuseStale(folders);
  return folders;
}

/** Throws when a folder does not hold exactly its files. */
export function refuseStale(folders: readonly GeneratedFolder[]): void {
  const stale = folders.flatMap(({ folder, files }) => staleOutput(folder, files).map((path) => join(folder, path)));
  if (stale.length === 0) return;
  throw new CodegenError(`Not what would be generated now:\n${bullets(stale)}\nRun the same command without --check.`);
}

export async function generateInMemory(
  input: EmitInput,
  { typesDir, functionsDir }: Omit<GenerateOptions, 'specsDir'>,
): Promise<GeneratedFolder[]> {
  if (typesDir === undefined && functionsDir === undefined) {
    throw new CodegenUsageError('Nothing to generate: pass --types DIR, --functions DIR, or both.');
  }
  if (typesDir !== undefined && functionsDir !== undefined && overlap(typesDir, functionsDir)) {
    throw new CodegenError(`${typesDir} and ${functionsDir} overlap; each needs a folder of its own.`);
  }
  return [
    ...(typesDir === undefined ? [] : [{ folder: typesDir, files: await emitTypes(input) }]),
    ...(functionsDir === undefined ? [] : [{ folder: functionsDir, files: emitFunctions(input) }]),
  ];
}

function overlap(one: string, other: string): boolean {
  const [a, b] = [resolve(one) + sep, resolve(other) + sep];
  return a.startsWith(b) || b.startsWith(a);
}
