import { basename } from 'node:path';
import { type Change, countOf, type FilledSection, fillSections, placeOf } from '@neon-api/codegen';

/** The facts about a change of the contract that its texts need. */
export interface SpecChange {
  /** The names of both sides in the report, such as `2.7.2` or `2026-11-24`. */
  readonly from: string;
  readonly to: string;
  readonly bump: 'major' | 'minor' | 'patch';
  /** The report in Markdown, with its own title. */
  readonly report: string;
  readonly changes: readonly Change[];
}

/** The packages whose public API is generated from the contract. */
const PACKAGES = ['@neon-api/types', '@neon-api/client'];

/**
 * Returns the bump of a release that needs `bump` by semantic versioning. Before 1.0.0 a minor release may break: npm
 * does not install one for `^0.1.0`. See docs/releasing.md.
 */
export function releaseBump(bump: SpecChange['bump'], version: string): SpecChange['bump'] {
  return bump === 'major' && version.startsWith('0.') ? 'minor' : bump;
}

/** Returns the changeset: the bump, and the names of what changes. */
export function changesetText({ from, to, bump, changes }: SpecChange): string {
  const sections = fillSections(changes).map(describeSection);
  const mark = changes.some((change) => change.bump === 'major') ? '**Breaking.** ' : '';
  return [
    ['---', ...PACKAGES.map((name) => `'${name}': ${bump}`), '---'].join('\n'),
    `${mark}Follow Neon's document from ${from} to ${to}. \`specs/CHANGES.md\` describes every change.`,
    ...(sections.length > 0 ? sections : ['No change affects code that uses these packages.']),
  ]
    .map((paragraph) => `${paragraph}\n`)
    .join('\n');
}

function describeSection({ name, counted, changes }: FilledSection): string {
  const count = countOf(changes.length, counted);
  return name === 'rest' ? `${count}.` : `${count}:\n\n${nameLists(changes).join('\n')}`;
}

/** The most fields and parameters that a list names. All operations and types are named. */
const MOST_PARTS = 20;

function nameLists(changes: readonly Change[]): string[] {
  const names = (wanted: (change: Change) => boolean) => [...new Set(changes.filter(wanted).map(placeOf))];
  const isPart = (change: Change) => !isOperation(change) && !isType(change);
  return [
    list('operations', names(isOperation)),
    list('types', names(isType)),
    list('within operations and types', names(isPart), MOST_PARTS),
  ].filter((line) => line !== '');
}

function isOperation({ kind, where }: Change): boolean {
  return kind.startsWith('operation-') || (where.operation !== undefined && where.path === '');
}

function isType({ kind }: Change): boolean {
  return kind.startsWith('schema-');
}

function list(label: string, names: readonly string[], most = names.length): string {
  if (names.length === 0) return '';
  const more = names.length - most;
  const shown = names.slice(0, most).map((name) => `\`${name}\``);
  return `- ${label}: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Returns the file name, which is the same for the same change, so that a second run replaces the changeset. */
export function changesetName({ to }: SpecChange): string {
  return `neon-document-${basename(to).replace(/[^\w.-]+/g, '-')}.md`;
}

/** Returns `specs/CHANGES.md` with the change on top. */
export function prependChange(changes: string | undefined, change: SpecChange): string {
  const title = "# Changes to Neon's document\n\nWritten by `scripts/sync-spec.ts`, newest first.\n";
  const earlier = changes === undefined ? '' : changes.slice(changes.indexOf('\n## ') + 1 || changes.length);
  return `${title}\n${nest(change.report).trimEnd()}\n${earlier === '' ? '' : `\n${earlier}`}`;
}

/** Moves every heading one level down, so that the report's title becomes a section. */
function nest(report: string): string {
  return report.replace(/^(#+ )/gm, '#$1');
}
