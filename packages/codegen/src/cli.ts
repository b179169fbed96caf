#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { CodegenError } from './codegen-error.ts';
import { check, generate, pull, summariseChange } from './commands/index.ts';
import { describeSource } from './contract/index.ts';
import { parseSourceRequest } from './source/index.ts';

interface Options {
  readonly specs?: string;
  readonly types?: string;
  readonly functions?: string;
}

interface PullCliOptions extends Options {
  readonly from: string;
  readonly dryRun?: boolean;
}

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const program = new Command('neon-codegen')
  .description("Pulls Neon's OpenAPI document and emits types and operation functions.")
  .version(version);

program
  .command('pull')
  .description('read the document and write the contract and its lock')
  .option('--specs <dir>', 'folder of the contract and its lock (default: the nearest specs/)')
  .option('--from <source>', 'npm, npm@VERSION, url, url=URL or file=PATH', 'npm')
  .option('--dry-run', 'say what would change and write nothing')
  .action(async ({ specs, from, dryRun }: PullCliOptions) => {
    const source = parseSourceRequest(from);
    const { lock, contract, previous } = await pull({ specsDir: specsDir(specs), source, dryRun: dryRun === true });
    const { paths, operations, schemas } = lock.contract;
    print(`${describeSource(lock.source)}: ${paths} paths, ${operations} operations, ${schemas} schemas`);
    if (dryRun === true) for (const line of summariseChange(previous, contract)) print(line);
  });

program
  .command('generate')
  .description('write types and functions from the contract')
  .option('--specs <dir>', 'folder of the contract and its lock (default: the nearest specs/)')
  .option('--types <dir>', 'write type declarations here; the folder is emptied of anything else')
  .option('--functions <dir>', 'write operation functions here; the folder is emptied of anything else')
  .action(async (options: Options) => {
    const folders = await generate(generateOptions(options));
    for (const { folder, files } of folders) print(`${folder}: ${files.map(({ path }) => path).join(', ')}`);
  });

program
  .command('check')
  .description('fail when contract, lock, source or generated files do not agree')
  .option('--specs <dir>', 'folder of the contract and its lock (default: the nearest specs/)')
  .option('--types <dir>', 'also compare the type declarations in this folder')
  .option('--functions <dir>', 'also compare the operation functions in this folder')
  .action(async (options: Options) => {
    await check(generateOptions(options));
    print('contract, lock and generated files agree');
  });

function generateOptions({ specs, types, functions }: Options) {
  return { specsDir: specsDir(specs), typesDir: types, functionsDir: functions };
}

/** `specs/` here or in the nearest folder above that has one, so that the command works from within a package. */
function specsDir(given: string | undefined): string {
  if (given !== undefined) return given;
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const candidate = join(folder, 'specs');
    if (existsSync(candidate)) return candidate;
    if (dirname(folder) === folder) return join(process.cwd(), 'specs');
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CodegenError)) throw error;
  process.stderr.write(`neon-codegen: ${error.message}\n`);
  process.exitCode = 1;
}
