import ts from 'typescript';
import type { TextFile } from './repository.ts';

export const MOST_LINES_OF_A_FILE = 300;
export const MOST_LINES_OF_A_FUNCTION = 80;

/** Returns one sentence for each file or function that is too long. A `describe` may be long, because it is a list. */
export function findLongCode({ path, text }: TextFile): string[] {
  const lines = text.trimEnd().split('\n').length;
  // Such a file has no long function.
  if (lines <= MOST_LINES_OF_A_FUNCTION) return [];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line + 1;
  const isSuite = (parent: ts.Node): boolean =>
    ts.isCallExpression(parent) && /^describe\b/.test(parent.expression.getText(source));
  const found: string[] = [];
  if (lines > MOST_LINES_OF_A_FILE) found.push(`${path} has ${lines} lines`);
  const visit = (node: ts.Node, parent: ts.Node): void => {
    const first = lineOf(node.getStart(source));
    const length = lineOf(node.getEnd()) - first + 1;
    if (length <= MOST_LINES_OF_A_FUNCTION) return;
    if (ts.isFunctionLike(node) && !isSuite(parent)) found.push(`${path}:${first} is a function of ${length} lines`);
    ts.forEachChild(node, (child) => visit(child, node));
  };
  ts.forEachChild(source, (child) => visit(child, source));
  return found;
}
