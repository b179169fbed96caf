import { CodegenError } from '../codegen-error.ts';
import { facts, makeLock, nearestSpecs, normalise, serialise } from '../contract/index.ts';
import { type EmitInput, emitSubset } from '../emit/index.ts';
import { type OutputFolder, refuseWrongFolder } from '../output/index.ts';
import { DEFAULT_TOOLS, readSource, type SourceRequest, type SourceTools } from '../source/index.ts';
import { readShippedContract, selectOperations } from '../subset/index.ts';
import { correctedSource, listOverlays, shippedOverlays } from './corrected-source.ts';
import { readEmitInput } from './emit-input.ts';
import { type GeneratedFolder, refuseStale, writeFolders } from './output-folders.ts';
import { refuseViolations } from './refuse-violations.ts';

export interface SubsetOptions {
  /** operationIds. */
  readonly operations?: readonly string[] | undefined;
  /** Tags of Neon's document. A tag selects all its operations. */
  readonly tags?: readonly string[] | undefined;
  /** Output folder. Only files that neon-codegen wrote there are replaced or removed. */
  readonly out: string;
  /** Whether to also generate a function for each operation, which calls `@neon-api/client`. Default: false. */
  readonly client?: boolean | undefined;
  /** Whether to discard edits to generated files. Default: false, which makes an edited file an error. */
  readonly force?: boolean | undefined;
  /** Folder of a contract and its lock. Default: the nearest `specs/` above `out`, or the included contract. */
  readonly specsDir?: string | undefined;
  /** A document to read instead of a contract. */
  readonly source?: SourceRequest | undefined;
}

export interface SubsetTools extends SourceTools {
  /** Folder of the contract that this package includes. */
  readonly shippedDir?: string;
}

/** Writes the declarations of some operations and of the schemas they use. The same input gives the same bytes. */
export async function generateSubset(options: SubsetOptions, tools?: SubsetTools): Promise<GeneratedFolder> {
  refuseWrongFolder(options.out, '--out', 'write');
  const { folder } = await subsetInMemory(options, tools);
  return only(await writeFolders([folder], options));
}

/** Throws if {@link generateSubset} would change files, and names them. Writes nothing. */
export async function checkSubset(options: SubsetOptions, tools?: SubsetTools): Promise<GeneratedFolder> {
  refuseWrongFolder(options.out, '--out', 'read');
  const { folder, missingSource } = await subsetInMemory(options, tools);
  return only(await refuseStale([folder], missingSource));
}

interface SubsetOutput {
  readonly folder: OutputFolder;
  readonly missingSource: string | undefined;
}

async function subsetInMemory(options: SubsetOptions, tools: SubsetTools = DEFAULT_TOOLS): Promise<SubsetOutput> {
  const { operations = [], tags = [], out, client = false } = options;
  const input = await subsetInput(options, tools);
  refuseViolations(input.document);
  const operationIds = selectOperations(input.document, { operations, tags });
  const files = await emitSubset(input, { operationIds, client });
  return { folder: { flag: '--out', folder: out, files }, missingSource: input.missingSource };
}

interface SubsetInput extends EmitInput {
  readonly missingSource?: string | undefined;
}

async function subsetInput({ out, specsDir, source }: SubsetOptions, tools: SubsetTools): Promise<SubsetInput> {
  if (specsDir !== undefined && source !== undefined) {
    throw new CodegenError('Both a specs folder and a source were given. Pass only one of them.');
  }
  if (source !== undefined) return sourceInput(source, tools);
  const specs = specsDir ?? nearestSpecs(out);
  return specs === undefined ? readShippedContract(tools.shippedDir) : readEmitInput(specs);
}

async function sourceInput(request: SourceRequest, tools: SubsetTools): Promise<EmitInput> {
  const source = await readSource(request, tools);
  const overlays = shippedOverlays(source, tools.shippedDir);
  const { origin, document, licence } = correctedSource(source, overlays);
  const contract = facts(document);
  // Without a licence, the prose must not be redistributed.
  const input = licence === undefined ? contract : normalise(document);
  return {
    document: input,
    lock: makeLock(origin, contract, serialise(contract), listOverlays(overlays, origin)),
    licence,
  };
}

function only<Item>([item]: readonly Item[]): Item {
  if (item === undefined) throw new Error('One folder gives one result.');
  return item;
}
