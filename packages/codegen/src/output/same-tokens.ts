import type { ts as TypeScript } from '../compiler/index.ts';

/** Returns true if two source texts (TypeScript or JSON) differ only in formatting. */
export async function hasSameTokens(one: string, other: string): Promise<boolean> {
  // Loaded on demand: the compiler takes half a second to load, and only files that differ need it.
  const { ts } = await import('../compiler/index.ts');
  const [a, b] = [tokensOf(ts, one), tokensOf(ts, other)];
  return a.length === b.length && a.every((token, index) => token === b[index]);
}

interface Token {
  readonly kind: TypeScript.SyntaxKind;
  readonly text: string;
}

/** Returns tokens and comments without what formatters change: spaces, quote style, `;`, trailing `,`, leading `|`. */
function tokensOf(ts: typeof TypeScript, text: string): string[] {
  const { SemicolonToken, CommaToken, BarToken } = ts.SyntaxKind;
  const tokens = scan(ts, text).filter(({ kind }) => kind !== SemicolonToken);
  const isOptional = ({ kind }: Token, index: number) =>
    (kind === CommaToken && CLOSERS.has(tokens[index + 1]?.text ?? '')) ||
    (kind === BarToken && BEFORE_A_TYPE.has(tokens[index - 1]?.text ?? ''));
  return tokens.filter((token, index) => !isOptional(token, index)).map((token) => token.text);
}

const CLOSERS = new Set(['', '}', ')', ']', '>']);
const BEFORE_A_TYPE = new Set(['=', ':', '(', '<', ',', '[', '=>']);

function scan(ts: typeof TypeScript, text: string): Token[] {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, text);
  const tokens: Token[] = [];
  const templates: number[] = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    const depth = templates.length - 1;
    if (kind === ts.SyntaxKind.TemplateHead) templates.push(0);
    else if (kind === ts.SyntaxKind.OpenBraceToken && depth >= 0) templates[depth] = (templates[depth] ?? 0) + 1;
    else if (kind === ts.SyntaxKind.CloseBraceToken && depth >= 0) {
      if (templates[depth] === 0) {
        kind = scanner.reScanTemplateToken(false);
        if (kind === ts.SyntaxKind.TemplateTail) templates.pop();
      } else templates[depth] = (templates[depth] ?? 0) - 1;
    }
    const token = tokenText(ts, kind, scanner);
    if (token !== undefined) tokens.push({ kind, text: token });
  }
  return tokens;
}

function tokenText(
  ts: typeof TypeScript,
  kind: TypeScript.SyntaxKind,
  scanner: TypeScript.Scanner,
): string | undefined {
  switch (kind) {
    case ts.SyntaxKind.WhitespaceTrivia:
    case ts.SyntaxKind.NewLineTrivia:
      return undefined;
    case ts.SyntaxKind.StringLiteral:
      return JSON.stringify(scanner.getTokenValue());
    case ts.SyntaxKind.SingleLineCommentTrivia:
    case ts.SyntaxKind.MultiLineCommentTrivia:
      return scanner
        .getTokenText()
        .replaceAll(/\s*\n\s*\*?/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim();
    default:
      return scanner.getTokenText();
  }
}
