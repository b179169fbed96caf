import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { overlaysOf, readEmitInput } from './commands/index.ts';
import { configSchema } from './config/index.ts';
import { serialise } from './contract/index.ts';
import { replaceFiles } from './output/index.ts';
import { SHIPPED_FOLDER, shippedFiles } from './subset/index.ts';

// Run by the build after compilation. The package then also works in projects without a contract.
const specsDir = fileURLToPath(new URL('../../../specs', import.meta.url));
// Overlays of an earlier build must not be shipped.
rmSync(SHIPPED_FOLDER, { recursive: true, force: true });
replaceFiles([
  ...shippedFiles(readEmitInput(specsDir), overlaysOf(specsDir)).map(({ path, content }) => ({
    path: join(SHIPPED_FOLDER, path),
    content,
  })),
  { path: fileURLToPath(new URL('./config.schema.json', import.meta.url)), content: serialise(configSchema()) },
]);
