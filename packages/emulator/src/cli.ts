import { describeStartFailure } from './errors/index.ts';
import { FEWEST_OPEN_FILES, requireOpenFiles } from './open-files.ts';

// Whoever imports the rest before this check gets an error of Node's loader where too few files may be open.
try {
  requireOpenFiles(FEWEST_OPEN_FILES.alone);
  const { runCli } = await import('./cli/index.ts');
  await runCli(process.argv);
} catch (error) {
  const described = describeStartFailure(error);
  process.stderr.write(`neon-emulator: ${described instanceof Error ? described.message : String(described)}\n`);
  process.exit(1);
}
