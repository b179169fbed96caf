import type { BranchComparison } from '@neon-api/helpers';

// A summary of a step may have 1 MiB; nobody reads more than this.
const LONGEST_TEXT = 200_000;

/** Writes the schema difference of a branch for the job summary, in Markdown. */
export function describeSchema({ same, summary, diff }: Pick<BranchComparison, 'same' | 'summary' | 'diff'>): string {
  if (same) return '#### Schema\n\nThe schema is the same as the parent’s.\n';
  return [
    '#### Schema, compared with the parent',
    fenced('text', summary),
    `<details><summary>SQL</summary>\n\n${fenced('diff', diff)}\n\n</details>\n`,
  ].join('\n\n');
}

/** Puts text into a code block whose fence is longer than any in the text. Cuts off the end of a long text. */
function fenced(language: string, whole: string): string {
  const isCut = whole.length > LONGEST_TEXT;
  const text = isCut ? `${whole.slice(0, LONGEST_TEXT)}\n… cut after ${LONGEST_TEXT} characters` : whole;
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
