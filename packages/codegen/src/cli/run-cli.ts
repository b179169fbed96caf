import { readPackageVersion } from '@neon-api/ground/node';
import { Command, CommanderError } from 'commander';
import { CodegenError, CodegenUsageError } from '../codegen-error.ts';
import { describeFsError } from '../fs-reason.ts';
import { addComparing } from './add-comparing.ts';
import { addWriting } from './add-writing.ts';

/** The parts of `process` that receive output. */
export interface CliOutputs {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

// neon-helpers and neon-emulator use the same exit code.
const EXIT_USAGE = 2;

/** Runs one command in the working directory of the process, and returns its exit code. */
export async function runCli(args: readonly string[], { stdout, stderr }: CliOutputs): Promise<number> {
  let exitCode = 0;
  const program = new Command('neon-codegen')
    .description("Pull Neon's OpenAPI document, and generate types and operation functions from it.")
    .version(readPackageVersion('@neon-api/codegen', import.meta.url))
    .addHelpText(
      'after',
      '\nExit codes: 0 success; 1 failure, or a check found a problem; 2 usage error (nothing was changed).',
    )
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
    .exitOverride();
  const reporting = {
    print: (text: string) => void stdout.write(text),
    warn: (text: string) => void stderr.write(text),
    fail() {
      exitCode = 1;
    },
  };
  addWriting(program, reporting);
  addComparing(program, reporting);
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
    const fsError = describeFsError(error);
    if (!(error instanceof CodegenError) && fsError === undefined) throw error;
    stderr.write(`neon-codegen: ${error instanceof CodegenError ? error.message : fsError}\n`);
    return error instanceof CodegenUsageError ? EXIT_USAGE : 1;
  }
}
