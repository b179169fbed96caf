import type { Command } from 'commander';
import type { GenerateFlags } from '../commands/index.ts';
import { loadCommands, names, once, type Reporting, specsDir } from './flags.ts';

interface Options {
  readonly specs?: string;
  readonly types?: string;
  readonly functions?: string;
}

interface PullCliOptions extends Options {
  readonly from: string;
  readonly witness?: string;
  readonly dryRun?: boolean;
}

type GenerateCliOptions = GenerateFlags & { readonly check?: boolean };

/** Adds the commands that write files and check them. */
export function addWriting(program: Command, reporting: Reporting): void {
  addPull(program, reporting);
  addGenerate(program, reporting);
  addCheck(program, reporting);
}

function addPull(program: Command, { print }: Reporting): void {
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
      const { parseSourceRequest } = await import('../source/index.ts');
      const source = parseSourceRequest(from);
      const { describeDropped, describePull, pull, pullFolder } = await loadCommands();
      const { describeSource } = await import('../contract/index.ts');
      const { lock, contract, previous, dropped } = await pull({
        specsDir: pullFolder(specs, process.cwd()),
        source,
        ...(witness !== undefined && { witness }),
        dryRun: dryRun === true,
      });
      const { paths, operations, schemas } = lock.contract;
      print(`${describeSource(lock.source)}: ${paths} paths, ${operations} operations, ${schemas} schemas\n`);
      for (const line of describeDropped(dropped)) print(`${line}\n`);
      if (dryRun === true) print(describePull(previous, contract));
    });
}

function addGenerate(program: Command, { print }: Reporting): void {
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
    .action(async ({ check: onlyCheck = false, ...flags }: GenerateCliOptions) => {
      const { checkGenerated, checkSubset, generate, generateSubset, planGenerate } = await loadCommands();
      const plan = await planGenerate(flags, process.cwd());
      const folders =
        plan.kind === 'subset'
          ? [await (onlyCheck ? checkSubset : generateSubset)(plan.subset)]
          : await (onlyCheck ? checkGenerated : generate)({ specsDir: await specsDir(flags.specs), ...plan.whole });
      for (const { folder, files, removed } of folders) {
        print(`${folder}: ${files.map(({ path }) => path).join(', ')}\n`);
        for (const path of removed) print(`removed ${path}\n`);
      }
    });
}

function addCheck(program: Command, { print }: Reporting): void {
  program
    .command('check')
    .description('fail if the contract, lock, source and generated files are out of sync')
    .option('--specs <dir>', 'folder of the contract and its lock (default: the nearest specs/)', once())
    .option('--types <dir>', 'also check the type declarations in this folder', once())
    .option('--functions <dir>', 'also check the operation functions in this folder', once())
    .action(async ({ specs, types, functions }: Options) => {
      const { check } = await loadCommands();
      await check({ specsDir: await specsDir(specs), typesDir: types, functionsDir: functions });
      print('contract, lock and generated files are in sync\n');
    });
}
