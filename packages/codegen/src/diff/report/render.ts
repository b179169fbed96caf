import type { Report } from './report.ts';

/** Renders the report as Markdown. */
export function renderMarkdown({ title, bump, summary, sections }: Report): string {
  const body = sections.flatMap((section) => [
    `## ${section.title}`,
    section.about,
    section.entries
      .map(({ title: entry, note, lines }) =>
        [`- **${entry}**${spaced(note)}`, ...lines.map((line) => `  - ${line}`)].join('\n'),
      )
      .join('\n'),
  ]);
  return `${[`# ${title}`, `Version bump: **${bump ?? 'none'}**. ${summary}`, ...body].join('\n\n')}\n`;
}

/** Renders the report for a terminal. */
export function renderText({ title, bump, summary, sections }: Report): string {
  const body = sections.map((section) =>
    [
      section.title.toUpperCase(),
      ...section.entries.flatMap(({ title: entry, note, lines }) => [
        `  ${entry}${spaced(note)}`,
        ...lines.map((line) => `    ${line}`),
      ]),
    ].join('\n'),
  );
  const text = [`${title}\nVersion bump: ${bump ?? 'none'}. ${summary}`, ...body].join('\n\n');
  return `${text.replaceAll('`', '')}\n`;
}

function spaced(note: string): string {
  return note === '' ? '' : ` ${note}`;
}
