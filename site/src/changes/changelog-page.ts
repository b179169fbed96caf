import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '../pages/index.ts';
import { ROOT, readText } from '../repository.ts';

const PACKAGES = ['types', 'client', 'helpers', 'fleet', 'emulator', 'codegen'];

/** What each release brought, and what waits for the next one. All packages have one version (decision 79). */
export function changelogPage(): Page {
  const sections = [unreleased(), ...PACKAGES.map(released)].filter((section) => section !== '');
  return { path: 'changelog.md', text: `# Changelog\n\n${sections.join('\n\n')}\n` };
}

/** The changesets that no release has yet taken. */
function unreleased(): string {
  const changes = readdirSync(join(ROOT, '.changeset'))
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .sort()
    .map((name) => parseChangeset(readText(`.changeset/${name}`)));
  const sections = PACKAGES.flatMap((name) => {
    const own = changes.filter(({ packages }) => packages.includes(`@neon-api/${name}`));
    return own.length === 0 ? [] : [`### ${name}, not yet released\n\n${own.map(({ text }) => text).join('\n\n')}`];
  });
  return sections.length === 0 ? '' : `## The next release\n\n${sections.join('\n\n')}`;
}

export interface Changeset {
  readonly packages: readonly string[];
  readonly text: string;
}

/** Reads a changeset: the packages in its head, and the text that becomes an entry of their changelogs. */
export function parseChangeset(content: string): Changeset {
  const [, head = '', text = ''] = /^---\n([\s\S]*?)---\n([\s\S]*)$/.exec(content) ?? [];
  return { packages: [...head.matchAll(/['"](@[^'"]+)['"]:/g)].flatMap(([, name]) => name ?? []), text: text.trim() };
}

/** The changelog of a package, with its headings one level lower. */
function released(name: string): string {
  const path = `packages/${name}/CHANGELOG.md`;
  return existsSync(join(ROOT, path)) ? readText(path).replaceAll(/^#/gm, '##').trim() : '';
}
