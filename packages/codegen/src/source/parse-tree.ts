import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
} from 'yaml';
import { CodegenError } from '../codegen-error.ts';
import type { Json } from '../json/index.ts';
import { decodeText } from './decode-text.ts';
import { type Fault, faultsError, type Locate, visible } from './fault.ts';
import { MAX_TOKENS } from './limits.ts';
import { plainValue } from './plain-value.ts';

export interface Tree {
  readonly value: Json;
  readonly locate: Locate;
}

/**
 * Parses a YAML or JSON text, and keeps the position of each part. JSON is a subset of YAML.
 * `name` is the name of the text in messages: a path or a URL.
 */
export function parseTree(bytes: Uint8Array, name: string): Tree {
  const text = decodeText(bytes, name);
  refuseTooManyTokens(text, name);
  const lines = new LineCounter();
  // `plainValue` finds repeated keys: the parser would compare every pair.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false, merge: false });
  refuseSyntaxErrors(document, name, lines);
  const { value, faults } = plainValue(document);
  const locate = (offset: number) => position(lines, offset);
  if (faults.length > 0) {
    const offsets = new Map<Fault, number>(faults.map(({ fault, offset }) => [fault, offset]));
    throw faultsError(
      name,
      faults.map(({ fault }) => fault),
      (fault) => locate(offsets.get(fault) ?? 0),
    );
  }
  return { value, locate: (fault) => locate(offsetOf(document, fault)) };
}

function refuseTooManyTokens(text: string, name: string): void {
  let tokens = 0;
  for (const _ of new Lexer().lex(text)) {
    tokens += 1;
    if (tokens > MAX_TOKENS) {
      throw new CodegenError(
        `${name} has more than ${MAX_TOKENS} tokens, far more than an API needs. It was not read.`,
      );
    }
  }
}

function refuseSyntaxErrors(document: Document.Parsed, name: string, lines: LineCounter): void {
  // A warning means that we would misread something, such as an unknown tag.
  const [first] = [...document.errors, ...document.warnings];
  if (first === undefined) return;
  const { line, column } = position(lines, first.pos[0]);
  const isDeep = first.code === 'RESOURCE_EXHAUSTION';
  const reason = isDeep ? 'It is nested too deeply.' : `${visible(first.message)}.`;
  throw new CodegenError(
    `The document cannot be used. Nothing was written.\n  - ${name}:${line}:${column}: not valid YAML or JSON. ${reason}`,
  );
}

function position(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: col };
}

/** Returns the position of the faulty value, or of its nearest parent in the text. */
function offsetOf(document: Document.Parsed, { at, onKey }: Fault): number {
  let node: Node | null | undefined = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const [depth, key] of at.entries()) {
    if (isAlias(node)) node = (node as Alias).resolve(document);
    if (isMap(node)) {
      const pairs = node.items as Pair<Node, Node | null>[];
      const pair: Pair<Node, Node | null> | undefined = pairs.find(
        (candidate) => isScalar(candidate.key) && String(candidate.key.value) === key,
      );
      if (pair === undefined) return offset;
      const isWanted = onKey === true && depth === at.length - 1;
      offset = (isWanted ? pair.key : (pair.value ?? pair.key)).range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)] as Node | undefined;
      offset = node?.range?.[0] ?? offset;
    } else return offset;
  }
  return offset;
}
