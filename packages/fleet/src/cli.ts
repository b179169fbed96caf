import { endOnBrokenPipe } from '@neon-api/ground/cli';
import { runCli } from './cli/index.ts';

endOnBrokenPipe(process);
const exitCode = await runCli(process.argv.slice(2), process);
// A step that ignores its signal would keep the process alive. The callback runs when all output is written.
process.stdout.write('', () => process.exit(exitCode));
