import { endOnBrokenPipe } from '@neon-api/ground/cli';
import { runCli } from './cli/index.ts';

endOnBrokenPipe(process);
process.exitCode = await runCli(process.argv.slice(2), process);
