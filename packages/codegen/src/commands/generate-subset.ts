import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CodegenError } from '../codegen-error.ts';
import { CONTRACT_FILE, facts, makeLock, normalise, serialise } from '../contract/index.ts';
import { type EmitInput, emitSubset } from '../emit/index.ts';
import { refuseForeignFolder, writeOutput } from '../output/index.ts';
import { DEFAULT_TOOLS, readSource, type SourceRequest, type SourceTools } from '../source/index.ts';
import { readShippedContract, selectOperations } from '../subset/index.ts';
import { readEmitInput } from './emit-input.ts';
import { type GeneratedFolder, refuseStale } from './generate.ts';
import { refuseViolations } from './refuse-violations.ts';

export interface SubsetOptions {
  /** operationIds. */
  readonly operations?: readonly string[] | undefined;
  /** Tags of Neon's document; each stands for all its operations. */
  readonly tags?: readonly string[] | undefined;
  /** Folder for the output; wholly owned by the generator. */
  readonly out: string;
  /** True: also a function for each operation, over `@neon-api/client`. Default false. */
  readonly client?: boolean | undefined;
  /** Folder of a contract and its lock. Default: the nearest `specs/` above `out` that has one, else our own. */
  readonly specsDir?: string | undefined;
  /** A document to read instead of a contract. */
  readonly source?: SourceRequest | undefined;
}

export interface SubsetTools extends SourceTools {
  /** Folder of the contract that travels with this package. */
  readonly shippedDir?: string;
}

/** Writes the declarations of some operations and of what they reach. The same input gives the same bytes. */
export async function generateSubset(options: SubsetOptions, tools?: SubsetTools): Promise<GeneratedFolder> {
  const generated = await subsetInMemory(options, tools);
  refuseForeignFolder(generated.folder);
  writeOutput(generated.folder, generated.files);
  return generated;
}

/** Fails with the names of the files that {@link generateSubset} would change; writes nothing. */
export async function checkSubset(options: SubsetOptions, tools?: SubsetTools): Promise<GeneratedFolder> {
  const generated = await subsetInMemory(options, tools);
  refuseStale([generated]);
  return generated;
}

async function subsetInMemory(options: SubsetOptions, tools: SubsetTools = DEFAULT_TOOLS): Promise<GeneratedFolder> {
  const { operations = [], tags = [], out, client = false } = options;
  const input = await subsetInput(options, tools);
  refuseViolations(input.document);
  const operationIds = selectOperations(input.document, { operations, tags });
  return { folder: out, files: await emitSubset(input, { operationIds, client }) };
}

async function subsetInput({ out, specsDir, source }: SubsetOptions, tools: SubsetTools): Promise<EmitInput> {
  if (specsDir !== undefined && source !== undefined) {
    throw new CodegenError('Both a specs folder and a source are given; pass one of them.');
  }
  if (source !== undefined) return sourceInput(source, tools);
  const specs = specsDir ?? nearestSpecs(out);
  return specs === undefined ? readShippedContract(tools.shippedDir) : readEmitInput(specs);
}

async function sourceInput(request: SourceRequest, tools: SourceTools): Promise<EmitInput> {
  const { origin, document, licence } = await readSource(request, tools);
  const contract = facts(document);
  // Prose is passed on only with the licence that allows it.
  const input = licence === undefined ? contract : normalise(document);
  return { document: input, lock: makeLock(origin, contract, serialise(contract)), licence };
}

/** The nearest folder `specs` with a contract in it; any other folder of that name is somebody's own. */
function nearestSpecs(out: string): string | undefined {
  for (let folder = resolve(out); ; folder = dirname(folder)) {
    const candidate = join(folder, 'specs');
    if (existsSync(join(candidate, CONTRACT_FILE))) return candidate;
    if (dirname(folder) === folder) return undefined;
  }
}
