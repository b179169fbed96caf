import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readContentPage, sourcePages } from '../pages/index.ts';
import { GENERATED, ROOT } from '../repository.ts';
import { fillBlocks } from '../start/index.ts';

/** What this plugin uses of a Vite plugin and its server. */
interface FollowSources {
  readonly name: string;
  configureServer(server: {
    readonly watcher: {
      add(paths: readonly string[]): unknown;
      on(event: 'change', listener: (path: string) => void): unknown;
    };
  }): void;
}

/** A Vite plugin that writes the page of a Markdown file again when the file changes, so that the browser shows it. */
export function followSources(): FollowSources {
  return {
    name: 'follow-sources',
    configureServer({ watcher }) {
      watcher.add([...sourcePages().keys()].map((path) => join(ROOT, path)));
      watcher.on('change', (path) => {
        const page = readContentPage(relative(ROOT, path).replaceAll('\\', '/'));
        if (page) writeFileSync(join(GENERATED, 'pages', page.path), fillBlocks(page).text);
      });
    },
  };
}
