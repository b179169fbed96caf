import ts from 'typescript';

/** A class of errors. */
export interface ErrorClass {
  readonly name: string;
  /** The first line of its documentation comment. */
  readonly description: string;
}

/** A place where an error is made. */
export interface ErrorMessage {
  readonly className: string;
  /** HTTP status of a response. */
  readonly status: number | undefined;
  /** Empty if the error has no code. */
  readonly code: string;
  /** What varies is `{name}`, or `…`. */
  readonly message: string;
}

export interface FoundErrors {
  readonly classes: readonly ErrorClass[];
  readonly messages: readonly ErrorMessage[];
}

/** Functions of the emulator that make an ApiError: its status, and the text around the argument. */
const RESPONSES: Readonly<Record<string, { readonly status: number; readonly after?: string }>> = {
  badRequest: { status: 400 },
  notFound: { status: 404, after: ' not found' },
  conflict: { status: 409 },
  ruleForbids: { status: 422 },
};

/** Finds the error classes and the messages of a source file. Messages that are not written where they are used are left out. */
export function findErrors(path: string, text: string): FoundErrors {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const classes: ErrorClass[] = [];
  const messages: ErrorMessage[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassDeclaration(node) && node.name?.text.endsWith('Error') && isExported(node))
      classes.push({ name: node.name.text, description: documentationOf(node) });
    const message = messageOf(node);
    if (message) messages.push(message);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { classes, messages };
}

function isExported(node: ts.ClassDeclaration): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function documentationOf(node: ts.ClassDeclaration): string {
  const [comment] = ts.getJSDocCommentsAndTags(node);
  const text = comment && ts.isJSDoc(comment) ? ts.getTextOfJSDocComment(comment.comment) : undefined;
  return text?.replaceAll(/\s*\n\s*/g, ' ') ?? '';
}

function messageOf(node: ts.Node): ErrorMessage | undefined {
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return undefined;
  const args = [...(node.arguments ?? [])];
  // A subclass of ApiError begins with the status.
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword)
    return numberOf(args[0]) === undefined ? undefined : make('ApiError', numberOf(args[0]), args[1], args[2]);
  if (!ts.isIdentifier(node.expression)) return undefined;
  const name = node.expression.text;
  if (ts.isCallExpression(node)) {
    const response = RESPONSES[name];
    if (response === undefined) return undefined;
    return make('ApiError', response.status, args[0], args[1], response.after);
  }
  if (name === 'ApiError' || name === 'ReasonedError') return make(name, numberOf(args[0]), args[1], args[2]);
  return /^(?:Neon|Emulator|Codegen|Rotation)\w*Error$/.test(name)
    ? make(name, undefined, args[0], undefined)
    : undefined;
}

function make(
  className: string,
  status: number | undefined,
  text: ts.Expression | undefined,
  code: ts.Expression | undefined,
  after = '',
): ErrorMessage | undefined {
  const message = text && textOf(text);
  if (message === undefined) return undefined;
  return { className, status, code: code && ts.isStringLiteralLike(code) ? code.text : '', message: message + after };
}

function numberOf(node: ts.Expression | undefined): number | undefined {
  return node && ts.isNumericLiteral(node) ? Number(node.text) : undefined;
}

/** Returns the text of a literal, template or concatenation, or undefined for another expression. */
function textOf(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return (
      node.head.text +
      node.templateSpans.map(({ expression, literal }) => placeholder(expression) + literal.text).join('')
    );
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
  const [left, right] = [textOf(node.left), textOf(node.right)];
  return left === undefined || right === undefined ? undefined : left + right;
}

function placeholder(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return `{${node.text}}`;
  if (ts.isPropertyAccessExpression(node)) return `{${node.name.text}}`;
  const [argument] = ts.isCallExpression(node) ? node.arguments : [];
  return argument && ts.isIdentifier(argument) ? `{${argument.text}}` : '…';
}
