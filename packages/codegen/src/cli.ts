import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { names, once } from './cli-values.ts';
import { CodegenError, CodegenUsageError } from './codegen-error.ts';
import {
  check,
  checkGenerated,
  checkSubset,
  DIFF_FORMATS,
  type DiffOptions,
  describeDropped,
  describePull,
  diff,
  FAIL_LIMITS,
  type GenerateFlags,
  generate,
  generateSubset,
  HISTORY_FORMATS,
  type HistoryOptions,
  history,
  planGenerate,
  pull,
  pullFolder,
} from './commands/index.ts';
import { describeSource, nearestSpecs } from './contract/index.ts';
import { describeFsError } from './fs-reason.ts';
import { parseSourceRequest } from './source/index.ts';

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

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

// The same in neon-helpers and neon-emulator.
const EXIT_USAGE = 2;

const program = new Command('neon-codegen')
  .description("Pulls Neon's OpenAPI document and emits types and operation functions.")
  .version(version)
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
    const source = parseSourceRequest(from);
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
    const plan = await planGenerate(flags, process.cwd());
    const folders =
      plan.kind === 'subset'
        ? [await (onlyCheck ? checkSubset : generateSubset)(plan.subset)]
        : await (onlyCheck ? checkGenerated : generate)({ specsDir: specsDir(flags.specs), ...plan.whole });
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
  .action(async (options: Options) => {
    await check(generateOptions(options));
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
    const { output, disagreements = [], failed } = await diff({ old, now, specsDir: specsDir(specs), ...options });
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
    const { output, failed } = await history({
      dir,
      ...options,
      onRow: ({ old, now, verdict }, done, all) => process.stderr.write(`${done}/${all} ${old} → ${now}: ${verdict}\n`),
    });
    process.stdout.write(output);
    if (failed) process.exitCode = 1;
  });

function generateOptions({ specs, types, functions }: Options) {
  return { specsDir: specsDir(specs), typesDir: types, functionsDir: functions };
}

function specsDir(given: string | undefined): string {
  return given ?? nearestSpecs(process.cwd()) ?? join(process.cwd(), 'specs');
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
