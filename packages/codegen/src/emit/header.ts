import { describeSource } from '../contract/index.ts';
import { GENERATED_MARK, type OutputFile } from '../output/index.ts';
import type { EmitInput } from './emit-input.ts';

/** The comment at the top of every generated source file. */
export function header({ lock: { source } }: EmitInput): string {
  const parts = [describeSource(source), ...(source.from === 'npm' ? [source.file] : []), `sha256 ${source.sha256}`];
  return [
    `${GENERATED_MARK} Do not edit: the next run overwrites it.`,
    oneLine(`// Source: ${parts.join(', ')}`),
    '',
    '',
  ].join('\n');
}

/** The notice that the source's licence asks for wherever its prose is passed on. */
export function licenceNotice({ licence, lock: { source } }: EmitInput): OutputFile[] {
  if (licence === undefined) return [];
  const why = `The documentation comments come from ${describeSource(source)}, under this licence:`;
  return [{ path: 'THIRD-PARTY-NOTICE.txt', content: `${why}\n\n${licence}` }];
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\u2028\u2029]+/g, ' ');
}
