import module from 'node:module';
import { join } from 'node:path';
import { describeStartFailure } from './errors/index.ts';
import { MIN_OPEN_FILES, requireOpenFiles } from './open-files.ts';

// Check before importing the rest: with too few open files, Node's module loader fails with a cryptic error.
try {
  requireOpenFiles(MIN_OPEN_FILES.withoutPostgres);
  keepCompiledCode(join(import.meta.dirname, '../.cache'));
  const { runCli } = await import('./cli/index.ts');
  await runCli(process.argv);
} catch (error) {
  const described = describeStartFailure(error);
  process.stderr.write(`neon-emulator: ${described instanceof Error ? described.message : String(described)}\n`);
  process.exit(1);
}

/** Since Node 22. The folder is next to the code, so that only those can change it who can change the code itself. */
function keepCompiledCode(dir: string): void {
  const { enableCompileCache } = module as { readonly enableCompileCache?: (dir: string) => unknown };
  enableCompileCache?.(dir);
}
