import { describeSource } from '../contract/index.ts';
import { GENERATED_MARK, type OutputFile } from '../output/index.ts';
import type { EmitInput } from './emit-input.ts';

/** Nobody fixes generated code by hand, so ESLint and Biome skip it. Prettier has no comment for a whole file. */
const TOOLS_OFF = ['/* eslint-disable */', '// biome-ignore-all lint: output', '// biome-ignore-all format: output'];

/** The comment at the top of every generated source file. */
export function header({ lock: { source } }: EmitInput): string {
  const parts = [describeSource(source), ...(source.from === 'npm' ? [source.file] : []), `sha256 ${source.sha256}`];
  return [`${GENERATED_MARK} Do not edit.`, oneLine(`// Source: ${parts.join(', ')}`), ...TOOLS_OFF, '', ''].join('\n');
}

export const NOTICE_FILE = 'THIRD-PARTY-NOTICE.txt';

/** The notice that the source's licence requires wherever its prose is redistributed. */
export function licenceNotice({ licence, lock: { source } }: EmitInput): OutputFile[] {
  if (licence === undefined) return [];
  const why = `The documentation comments come from ${describeSource(source)}, under this licence:`;
  return [{ path: NOTICE_FILE, content: `${why}\n\n${licence}` }];
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\u2028\u2029]+/g, ' ');
}
