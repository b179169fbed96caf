import { describeStartFailure } from './errors/index.ts';
import { MIN_OPEN_FILES, requireOpenFiles } from './open-files.ts';

// Check before importing the rest: with too few open files, Node's module loader fails with a cryptic error.
try {
  requireOpenFiles(MIN_OPEN_FILES.withoutPostgres);
  const { runCli } = await import('./cli/index.ts');
  await runCli(process.argv);
} catch (error) {
  const described = describeStartFailure(error);
  process.stderr.write(`neon-emulator: ${described instanceof Error ? described.message : String(described)}\n`);
  process.exit(1);
}
