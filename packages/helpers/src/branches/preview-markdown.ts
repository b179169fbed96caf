import type { Branch } from '@neon-api/types';
import type { ConnectionUris } from '../connections/index.ts';

export interface PreviewFacts {
  readonly branch: Branch;
  readonly uris: ConnectionUris;
  /** What this call did to the branch. */
  readonly happened: 'created' | 'reset' | 'kept';
}

const HEADINGS = {
  created: 'Database branch ready',
  reset: 'Database branch reset to its parent',
  kept: 'Database branch up to date',
} as const;

/**
 * Returns the first line of `markdown`, which identifies the comment of a branch so that you can update it in place.
 *
 * @param name name of the branch
 * @example
 * const mark = previewMark('preview/42');
 * const ours = comments.find(({ body }) => body.startsWith(mark));
 */
export function previewMark(name: string): string {
  // "--" would end the comment.
  return `<!-- neon-preview: ${encodeURIComponent(name).replaceAll('-', '%2D')} -->`;
}

/** Writes a comment for a pull request. It has hosts but no passwords, because comments may be public. */
export function writePreviewComment({ branch, uris, happened }: PreviewFacts): string {
  const { id, name, project_id, parent_id, expires_at } = branch;
  const link = `https://console.neon.tech/app/projects/${project_id}/branches/${id}`;
  const shownName = isOfNeon(uris.direct) ? `[${escapeText(name)}](${link})` : escapeText(name);
  const rows = [
    ['Branch', `${shownName} \`${id}\``],
    ['Parent', parent_id === undefined ? 'none' : `\`${parent_id}\``],
    ['Direct host', `\`${hostOf(uris.direct)}\``],
    ['Pooled host', `\`${hostOf(uris.pooled)}\``],
    ['Deleted', expires_at === undefined ? 'when the pull request closes' : `${expires_at} at the latest`],
  ];
  return [
    previewMark(name),
    `### ${HEADINGS[happened]}`,
    '',
    '| | |',
    '| --- | --- |',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
  ].join('\n');
}

/** Whether the branch is at Neon. The Neon Console does not show branches of an emulator. */
function isOfNeon(uri: string): boolean {
  return URL.canParse(uri) && new URL(uri).hostname.endsWith('.neon.tech');
}

function hostOf(uri: string): string {
  // A URI that does not parse is not shown, because it contains a password.
  return URL.canParse(uri) ? new URL(uri).host : 'unknown';
}

/** Escapes Markdown, because names come from pull requests. */
function escapeText(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()<>#+!|&@~:]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
