import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { llmsFull, llmsIndex, plainMarkdown } from './plain-text/index.ts';
import { writePostgresTemplate } from './postgres-template.ts';
import { BASE, GENERATED, ROOT } from './repository.ts';
import { collectSite } from './site.ts';

const { pages, assets, sidebar } = await collectSite();

rmSync(GENERATED, { recursive: true, force: true });
for (const page of pages) {
  write(`pages/${page.path}`, page.text);
  // VitePress copies this folder into the site unchanged, so that page.md is next to page.html.
  write(`pages/public/${page.path}`, plainMarkdown(page));
}
for (const [path, source] of assets) {
  for (const folder of ['pages', 'pages/public']) copyFileSync(join(ROOT, source), makeRoom(`${folder}/${path}`));
}
write('pages/public/llms.txt', llmsIndex(pages, BASE));
write('pages/public/llms-full.txt', llmsFull(pages));
write('sidebar.json', JSON.stringify(sidebar));
await writePostgresTemplate();
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
