import { fileURLToPath } from 'node:url';
import { readEmitInput } from './commands/index.ts';
import { writeOutput } from './output/index.ts';
import { SHIPPED_FOLDER, shippedFiles } from './subset/index.ts';

// Run by the build, once compiled: the package then works in projects that keep no contract of their own.
writeOutput(SHIPPED_FOLDER, shippedFiles(readEmitInput(fileURLToPath(new URL('../../../specs', import.meta.url)))));
