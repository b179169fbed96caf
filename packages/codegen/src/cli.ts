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

// neon-helpers and neon-emulator use the same exit code.
const EXIT_USAGE = 2;

// Loaded only when a command runs: --help and usage errors do not need it.
const loadCommands = () => import('./commands/index.ts');

const program = new Command('neon-codegen')
  .description("Pull Neon's OpenAPI document, and generate types and operation functions from it.")
  .version(readPackageVersion('@neon-api/codegen', import.meta.url))
  .addHelpText(
    'after',
    '\nExit codes: 0 success; 1 failure, or a check found a problem; 2 usage error (nothing was changed).',
  )
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT_USAGE));

program
  .command('pull')
  .description('read the document and write the contract and its lock')
  .option('--specs <dir>', 'folder of the contract and its lock (default: the nearest specs/)', once())
  .option('--from <source>', 'npm, npm@VERSION, url, url=URL or file=PATH', once(), 'npm')
  .option(
    '--witness <package>',
    "write an overlay with the operations that only this installed package's types have",
    once(),
  )
  .option('--dry-run', 'print what would change and write nothing')
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
  .description('write types and functions for all or some operations')
  .option('--operations <ids>', 'comma-separated operationIds; repeatable', names)
  .option('--tags <tags>', 'comma-separated tags: selects every operation with the tag; repeatable', names)
  .option('--out <dir>', 'write the selected operations and the schemas they use to this folder', once())
  .option('--client', 'with --out: also write a function for each operation, which calls @neon-api/client')
  .option(
    '--from <source>',
    'with --out: read npm, npm@VERSION, url, url=URL or file=PATH instead of a contract',
    once(),
  )
  .option(
    '--config <file>',
    'read the selection from this file (default: the nearest neon-codegen.config.ts, .js, .json, …)',
    once(),
  )
  .option('--types <dir>', 'write all type declarations to this folder', once())
  .option('--functions <dir>', 'write all operation functions to this folder', once())
  .option(
    '--specs <dir>',
    'folder of the contract and its lock (default: the nearest specs/ or, with --out, the included contract)',
    once(),
  )
  .option('--force', 'discard edits to generated files')
  .option('--check', 'write nothing; fail if a file is out of date')
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
  .description('fail if the contract, lock, source and generated files are out of sync')
  .option('--specs <dir>', 'folder of the contract and its lock (default: the nearest specs/)', once())
  .option('--types <dir>', 'also check the type declarations in this folder', once())
  .option('--functions <dir>', 'also check the operation functions in this folder', once())
  .action(async ({ specs, types, functions }: Options) => {
    const { check } = await loadCommands();
    await check({ specsDir: await specsDir(specs), typesDir: types, functionsDir: functions });
    print('contract, lock and generated files are in sync');
  });

program
  .command('diff')
  .description('print the changes between two contracts and the version bump they require')
  .argument('<old>', 'an npm version (2.7.2), git:REF, or the path of a contract or document')
  .argument('<new>', 'in the same form as <old>')
  .option('--specs <dir>', 'folder of the contract, for git:REF (default: the nearest specs/)', once())
  .addOption(new Option('--format <format>', 'output format').choices(DIFF_FORMATS).default('text'))
  .addOption(new Option('--fail-on <bump>', 'exit with 1 if the required bump is at least this').choices(FAIL_LIMITS))
  .option('--verify', 'check the verdict with the TypeScript compiler, and exit with 1 if it disagrees')
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
  .description('diff each document in a folder with the next, and check every verdict with the TypeScript compiler')
  .argument('<dir>', 'a folder of YAML or JSON documents, whose names sort from oldest to newest')
  .option('--reverse', 'also check each pair in reverse')
  .addOption(new Option('--format <format>', 'output format').choices(HISTORY_FORMATS).default('text'))
  .addHelpText('after', '\nExits with 1 if the differ and the compiler disagree on any pair.')
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

/** Parses comma-separated names and adds them to the names from earlier uses of the same flag. */
function names(text: string, previous: readonly string[] = []): string[] {
  const added = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (added.length === 0) throw new InvalidArgumentError('Pass at least one name.');
  return [...previous, ...added];
}

/** Parses a flag that takes one value. A second, different value is an error, because one of them would be ignored. */
function once(): (text: string) => string {
  let first: string | undefined;
  return (text) => {
    if (text.trim() === '') throw new InvalidArgumentError('The value is empty.');
    if (first !== undefined && text !== first)
      throw new InvalidArgumentError(`The flag was already set to '${first}'. Pass it once.`);
    first = text;
    return text;
  };
}

/** Returns `--specs`, or the nearest `specs/` with a contract. */
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
