import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { Json } from '../json/index.ts';
import { type Fault, type Path, quoted } from './fault.ts';
import { MAX_DEPTH, MAX_KEY_LENGTH, MAX_VALUES } from './limits.ts';

export interface PlainValue {
  readonly value: Json;
  readonly faults: readonly { readonly fault: Fault; readonly offset: number }[];
}

/** Names with a special meaning in JavaScript objects. As keys, they would change the object itself. */
export const PROTOTYPE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

// Control characters except tab and line breaks, and characters that change the text direction, which can hide code.
// biome-ignore lint/suspicious/noControlCharactersInRegex: this pattern finds control characters
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]/;

/** Returns the JSON value of a parsed text. Reports anything that JSON cannot express or that looks hostile. */
export function plainValue(document: Document.Parsed): PlainValue {
  const faults: PlainValue['faults'][number][] = [];
  const anchors = new Map<string, Node>();
  let values = 0;

  function complain(at: Path, node: Node | null | undefined, message: string): null {
    faults.push({ fault: { at, message }, offset: node?.range?.[0] ?? 0 });
    return null;
  }

  function plain(node: Node | null | undefined, at: Path): Json {
    if (values > MAX_VALUES) return null;
    values += 1;
    if (values > MAX_VALUES) return complain([], node, `Its aliases expand to more than ${MAX_VALUES} values.`);
    if (at.length > MAX_DEPTH) return complain(at, node, `It is nested more than ${MAX_DEPTH} levels deep.`);
    if (node === null || node === undefined) return null;
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      return target === undefined ? complain(at, node, 'This alias has no anchor.') : plain(target, at);
    }
    const { anchor } = node as { anchor?: string };
    if (anchor !== undefined) anchors.set(anchor, node);
    if (isSeq(node)) return node.items.map((item, index) => plain(item as Node, [...at, String(index)]));
    if (isMap(node)) return plainMap(node.items as Pair<Node, Node | null>[], at);
    return scalar(node, at);
  }

  function plainMap(pairs: readonly Pair<Node, Node | null>[], at: Path): Json {
    const entries = new Map<string, Json>();
    for (const { key: node, value } of pairs) {
      const key = isScalar(node) && node.value !== null ? String(node.value) : undefined;
      if (key === undefined) {
        complain(at, node, 'A key must be plain text.');
        continue;
      }
      const reason = entries.has(key) ? 'the key is repeated' : faultOfKey(key);
      if (reason !== undefined) complain([...at, key], node, `${quoted(key)}: ${reason}.`);
      entries.set(key, plain(value, [...at, key]));
    }
    return Object.fromEntries(entries);
  }

  function scalar(node: Node, at: Path): Json {
    const value = isScalar(node) ? node.value : undefined;
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if (typeof value !== 'string') return complain(at, node, 'This is not a JSON value.');
    const sign = FORBIDDEN.exec(value)?.[0];
    return sign === undefined ? value : complain(at, node, `The text contains the control character ${quoted(sign)}.`);
  }

  return { value: plain(document.contents, []), faults };
}

function faultOfKey(key: string): string | undefined {
  if (PROTOTYPE_KEYS.has(key)) return 'a key with this name would change the object itself';
  if (key.length > MAX_KEY_LENGTH) return `the key has ${key.length} characters; the limit is ${MAX_KEY_LENGTH}`;
  return FORBIDDEN.test(key) || /[\r\n\u2028\u2029]/.test(key) ? 'the key contains a control character' : undefined;
}
