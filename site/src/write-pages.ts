import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GENERATED, ROOT } from './repository.ts';
import { collectSite } from './site.ts';

const { pages, assets, sidebar } = await collectSite();

rmSync(GENERATED, { recursive: true, force: true });
for (const { path, text } of pages) write(`pages/${path}`, text);
for (const [path, source] of assets) copyFileSync(join(ROOT, source), makeRoom(`pages/${path}`));
write('sidebar.json', JSON.stringify(sidebar));
process.stdout.write(`${pages.length} pages, ${assets.size} pictures\n`);

function write(path: string, text: string): void {
  writeFileSync(makeRoom(path), text);
}

/** Returns the full path of a generated file, in a folder that exists. */
function makeRoom(path: string): string {
  const file = join(GENERATED, path);
  mkdirSync(dirname(file), { recursive: true });
  return file;
}
