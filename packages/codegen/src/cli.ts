import { join } from 'node:path';
import { readPackageVersion } from '@neon-api/ground/node';
import { Command, InvalidArgumentError, Option } from 'commander';
import { CodegenError, CodegenUsageError } from './codegen-error.ts';
import type { DiffOptions, GenerateFlags, HistoryOptions } from './commands/index.ts';
import { describeFsError } from './fs-reason.ts';
import { DIFF_FORMATS, FAIL_LIMITS, HISTORY_FORMATS } from './option-choices.ts';

interface Options {
  readonly specs?: string;
  readonly types?: string;
  readonly functions?: string;
}

interface DiffCliOptions extends Pick<DiffOptions, 'format' | 'failOn' | 'verify'> {
  readonly specs?: string;
}

interface PullCliOptions extends Options {
  readonly from: string;
  readonly witness?: string;
  readonly dryRun?: boolean;
}

// The same in neon-helpers and neon-emulator.
const EXIT_USAGE = 2;

// Only an action loads the commands: --help and usage errors do without them.
const loadCommands = () => import('./commands/index.ts');

const program = new Command('neon-codegen')
  .description("Pulls Neon's OpenAPI document and emits types and operation functions.")
  .version(readPackageVersion('@neon-api/codegen', import.meta.url))
  .addHelpText(
    'after',
    '\nExit codes: 0 done; 1 failed, or a check found something; 2 usage error, nothing was changed.',
  )
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT_USAGE));

program
  .command('pull')
  .description('read the document and write the contract and its lock')
  .option('--specs <dir>', 'folder of the contract and its lock (default: the nearest specs/)', once())
  .option('--from <source>', 'npm, npm@VERSION, url, url=URL or file=PATH', once(), 'npm')
  .option(
    '--witness <package>',
    'write an overlay with what the types of this installed package have in addition',
    once(),
  )
  .option('--dry-run', 'say what would change and write nothing')
  .action(async ({ specs, from, witness, dryRun }: PullCliOptions) => {
    const { parseSourceRequest } = await import('./source/index.ts');
    const source = parseSourceRequest(from);
    const { describeDropped, describePull, pull, pullFolder } = await loadCommands();
    const { describeSource } = await import('./contract/index.ts');
    const { lock, contract, previous, dropped } = await pull({
      specsDir: pullFolder(specs, process.cwd()),
      source,
      ...(witness !== undefined && { witness }),
      dryRun: dryRun === true,
    });
    const { paths, operations, schemas } = lock.contract;
    print(`${describeSource(lock.source)}: ${paths} paths, ${operations} operations, ${schemas} schemas`);
    for (const line of describeDropped(dropped)) print(line);
    if (dryRun === true) process.stdout.write(describePull(previous, contract));
  });

program
  .command('generate')
  .description('write types and functions, of all operations or of some')
  .option('--operations <ids>', 'operationIds, separated by commas; may be repeated', names)
  .option('--tags <tags>', 'tags, separated by commas, each for all its operations; may be repeated', names)
  .option('--out <dir>', 'write the selected operations and what they reach to this folder', once())
  .option('--client', 'with --out: also a function for each operation, over @neon-api/client')
  .option(
    '--from <source>',
    'for a subset, read npm, npm@VERSION, url, url=URL or file=PATH instead of a contract',
    once(),
  )
  .option(
    '--config <file>',
    'read the subset from here (default: the nearest neon-codegen.config.ts, .js, .json, …)',
    once(),
  )
  .option('--types <dir>', 'write all type declarations to this folder', once())
  .option('--functions <dir>', 'write all operation functions to this folder', once())
  .option(
    '--specs <dir>',
    'folder of the contract and its lock (default: the nearest specs/; for a subset, else ours)',
    once(),
  )
  .option('--force', 'discard edits of generated files')
  .option('--check', 'write nothing; fail when a file is not what would be written')
  .action(async ({ check: onlyCheck = false, ...flags }: GenerateFlags & { readonly check?: boolean }) => {
    const { checkGenerated, checkSubset, generate, generateSubset, planGenerate } = await loadCommands();
    const plan = await planGenerate(flags, process.cwd());
    const folders =
      plan.kind === 'subset'
        ? [await (onlyCheck ? checkSubset : generateSubset)(plan.subset)]
        : await (onlyCheck ? checkGenerated : generate)({ specsDir: await specsDir(flags.specs), ...plan.whole });
    for (const { folder, files, removed } of folders) {
      print(`${folder}: ${files.map(({ path }) => path).join(', ')}`);
      for (const path of removed) print(`removed ${path}`);
    }
  });

program
  .command('check')
  .description('fail when contract, lock, source or generated files do not agree')
  .option('--specs <dir>', 'folder of the contract and its lock (default: the nearest specs/)', once())
  .option('--types <dir>', 'also compare the type declarations in this folder', once())
  .option('--functions <dir>', 'also compare the operation functions in this folder', once())
  .action(async ({ specs, types, functions }: Options) => {
    const { check } = await loadCommands();
    await check({ specsDir: await specsDir(specs), typesDir: types, functionsDir: functions });
    print('contract, lock and generated files agree');
  });

program
  .command('diff')
  .description('say what changes from one contract to another, and which version bump it asks for')
  .argument('<old>', 'an npm version (2.7.2), git:REF, or the file of a contract or document')
  .argument('<new>', 'the same')
  .option('--specs <dir>', 'folder of the contract, for git:REF (default: the nearest specs/)', once())
  .addOption(new Option('--format <format>', 'how to say it').choices(DIFF_FORMATS).default('text'))
  .addOption(new Option('--fail-on <bump>', 'exit with 1 when the change is this large').choices(FAIL_LIMITS))
  .option('--verify', 'let the compiler judge as well, and exit with 1 where it disagrees')
  .action(async (old: string, now: string, { specs, ...options }: DiffCliOptions) => {
    const { diff } = await loadCommands();
    const given = { old, now, specsDir: await specsDir(specs), ...options };
    const { output, disagreements = [], failed } = await diff(given);
    process.stdout.write(output);
    if (disagreements.length > 0) process.stderr.write(`${disagreements.join('\n')}\n`);
    if (failed) process.exitCode = 1;
  });

program
  .command('history')
  .description('diff each document of a folder with the next, and let the compiler judge every verdict')
  .argument('<dir>', 'a folder of documents, YAML or JSON; the order of their names is the order of time')
  .option('--reverse', 'also judge each step backwards')
  .addOption(new Option('--format <format>', 'how to print the rows').choices(HISTORY_FORMATS).default('text'))
  .addHelpText('after', '\nExits with 1 when differ and compiler disagree on any step.')
  .action(async (dir: string, options: Pick<HistoryOptions, 'format' | 'reverse'>) => {
    const { history } = await loadCommands();
    const { output, failed } = await history({
      dir,
      ...options,
      onRow: ({ old, now, verdict }, done, all) => process.stderr.write(`${done}/${all} ${old} → ${now}: ${verdict}\n`),
    });
    process.stdout.write(output);
    if (failed) process.exitCode = 1;
  });

/** Names separated by commas, added to those of the same flag before. */
function names(text: string, previous: readonly string[] = []): string[] {
  const added = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (added.length === 0) throw new InvalidArgumentError('Pass at least one name.');
  return [...previous, ...added];
}

/** For a flag that takes one value: a second one is refused, as one of them would be ignored. */
function once(): (text: string) => string {
  let first: string | undefined;
  return (text) => {
    if (text.trim() === '') throw new InvalidArgumentError('It is empty.');
    if (first !== undefined && text !== first)
      throw new InvalidArgumentError(`It is given twice, first as '${first}'.`);
    first = text;
    return text;
  };
}

/** `--specs`, or the nearest `specs/` with a contract. */
async function specsDir(given: string | undefined): Promise<string> {
  if (given !== undefined) return given;
  const { nearestSpecs } = await import('./contract/index.ts');
  return nearestSpecs(process.cwd()) ?? join(process.cwd(), 'specs');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(message: string, exitCode: number): void {
  process.stderr.write(`neon-codegen: ${message}\n`);
  process.exitCode = exitCode;
}

try {
  await program.parseAsync();
} catch (error) {
  const fsError = describeFsError(error);
  if (error instanceof CodegenError) fail(error.message, error instanceof CodegenUsageError ? EXIT_USAGE : 1);
  else if (fsError !== undefined) fail(fsError, 1);
  else throw error;
}
