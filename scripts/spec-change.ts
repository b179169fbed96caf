import { basename } from 'node:path';

/** One change of the contract, as the texts about it need it. */
export interface SpecChange {
  /** How the report calls both sides, such as `2.7.2` or `2026-11-24`. */
  readonly from: string;
  readonly to: string;
  readonly bump: 'major' | 'minor' | 'patch';
  /** The report in Markdown, with a title of its own. */
  readonly report: string;
  /** How many breaking and new changes there are. */
  readonly counts: { readonly breaking: number; readonly extending: number };
}

/** The packages whose public surface is generated from the contract. */
const PACKAGES = ['@neon-api/types', '@neon-api/client'];

/** A changeset that a person would sign: the bump, and what it means in a sentence. */
export function changesetText(change: SpecChange): string {
  const { from, to, bump, counts } = change;
  return [
    '---',
    ...PACKAGES.map((name) => `'${name}': ${bump}`),
    '---',
    '',
    `Follow Neon's document from ${from} to ${to}: ${describeCounts(counts)}. The changes one by one are in`,
    '`specs/CHANGES.md`.',
    '',
  ].join('\n');
}

/** A file name that is the same for the same change, so that a second run replaces the first one's changeset. */
export function changesetName({ to }: SpecChange): string {
  return `neon-document-${basename(to).replace(/[^\w.-]+/g, '-')}.md`;
}

/** `specs/CHANGES.md` with the change on top. */
export function prependChange(changes: string | undefined, change: SpecChange): string {
  const title = "# Changes of Neon's document\n\nWritten by `scripts/sync-spec.ts`, newest first.\n";
  const earlier = changes === undefined ? '' : changes.slice(changes.indexOf('\n## ') + 1 || changes.length);
  return `${title}\n${nest(change.report).trimEnd()}\n${earlier === '' ? '' : `\n${earlier}`}`;
}

/** One level deeper: the report's title becomes a section. */
function nest(report: string): string {
  return report.replace(/^(#+ )/gm, '#$1');
}

function describeCounts({ breaking, extending }: SpecChange['counts']): string {
  const parts = [
    breaking > 0 ? `${breaking} breaking change${breaking === 1 ? '' : 's'}` : '',
    extending > 0 ? `${extending} addition${extending === 1 ? '' : 's'}` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'nothing that code would notice' : parts.join(' and ');
}
