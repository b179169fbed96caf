import { ReflectionKind } from 'typedoc';
import type { Page } from '../pages/index.ts';
import type { Entry } from './entries.ts';
import { type Module, readModules } from './read-modules.ts';
import { renderDeclaration } from './render-declaration.ts';

const SECTIONS: readonly (readonly [title: string, kinds: readonly ReflectionKind[]])[] = [
  ['Functions', [ReflectionKind.Function]],
  ['Errors and classes', [ReflectionKind.Class]],
  ['Values', [ReflectionKind.Variable]],
  ['Types', [ReflectionKind.Interface, ReflectionKind.TypeAlias]],
];

/** A page for each entry, generated from the sources and their documentation comments. */
export async function referencePages(entries: readonly Entry[]): Promise<Page[]> {
  const modules = await readModules(entries);
  return [indexPage(modules), ...modules.map(modulePage)];
}

function indexPage(modules: readonly Module[]): Page {
  const rows = modules.map(({ entry, exports }) => {
    const names = exports.filter(({ kind }) => kind === ReflectionKind.Function).map(({ name }) => `\`${name}\``);
    return `| [${entry.specifier}](./${entry.page.replace('reference/', '')}) | ${names.join(', ')} |`;
  });
  const text = `# Reference

What each entry exports, generated from the sources.

| entry | functions |
| --- | --- |
| [@neon-api/client/operations](./operations/index.md) | a function for each operation of Neon's API |
${rows.join('\n')}

[Errors](../errors.md) lists every error with its remedy, and [what the emulator supports](./emulator-coverage.md) every
operation and field.
`;
  return { path: 'reference/index.md', text };
}

function modulePage({ entry, exports }: Module): Page {
  const sections = SECTIONS.flatMap(([title, kinds]) => {
    const own = exports.filter(({ kind }) => kinds.includes(kind)).sort((a, b) => (a.name < b.name ? -1 : 1));
    return own.length === 0 ? [] : [`## ${title}\n\n${own.map(renderDeclaration).join('\n\n')}`];
  });
  return { path: entry.page, text: `# ${entry.specifier}\n\n${sections.join('\n\n')}\n` };
}
