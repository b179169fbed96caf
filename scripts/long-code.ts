import ts from 'typescript';
import type { TextFile } from './repository.ts';

export const MOST_LINES_OF_A_FILE = 300;
export const MOST_LINES_OF_A_FUNCTION = 80;

/** Returns one sentence for each file or function that is too long. A `describe` may be long, because it is a list. */
export function findLongCode({ path, text }: TextFile): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line + 1;
  const found: string[] = [];
  const lines = text.trimEnd().split('\n').length;
  if (lines > MOST_LINES_OF_A_FILE) found.push(`${path} has ${lines} lines`);
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && !isSuite(node)) {
      const first = lineOf(node.getStart());
      const length = lineOf(node.getEnd()) - first + 1;
      if (length > MOST_LINES_OF_A_FUNCTION) found.push(`${path}:${first} is a function of ${length} lines`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isSuite({ parent }: ts.Node): boolean {
  return ts.isCallExpression(parent) && /^describe\b/.test(parent.expression.getText());
}
