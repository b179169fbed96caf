import { CodegenError } from '../codegen-error.ts';
import type { Json } from '../json/index.ts';

/** One step of a JSONPath from a value to some of its members. */
export type Step =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'all' }
  | { readonly kind: 'filter'; readonly members: readonly string[]; readonly equals: Json };

const NAME = /^\.([A-Za-z_][\w-]*)/;
const ALL = /^(?:\.\*|\[\*\])/;
const QUOTED_NAME = /^\[\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*\]/;
const INDEX = /^\[(\d{1,6})\]/;
const FILTER =
  /^\[\?\(?\s*@((?:\.[A-Za-z_][\w-]*)+)\s*==\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null)\s*\)?\]/;

/**
 * Parses the subset of JSONPath that corrections need: `$`, `.name`, `['name']`, `[0]`, `.*`, `[*]` and
 * `[?(@.name == 'value')]`.
 */
export function parseJsonPath(text: string): Step[] {
  if (!text.startsWith('$')) throw unreadable(text, text);
  const steps: Step[] = [];
  for (let rest = text.slice(1); rest !== ''; ) {
    const found = nextStep(rest);
    if (found === undefined) throw unreadable(text, rest);
    steps.push(found.step);
    rest = rest.slice(found.length);
  }
  return steps;
}

function nextStep(rest: string): { step: Step; length: number } | undefined {
  const rules: readonly [RegExp, (match: RegExpExecArray) => Step][] = [
    [NAME, ([, name = '']) => ({ kind: 'name', name })],
    [ALL, () => ({ kind: 'all' })],
    [QUOTED_NAME, ([, name = '']) => ({ kind: 'name', name: unquote(name) })],
    [INDEX, ([, index]) => ({ kind: 'index', index: Number(index) })],
    [
      FILTER,
      ([, members = '', value = '']) => ({
        kind: 'filter',
        members: members.slice(1).split('.'),
        equals: literal(value),
      }),
    ],
  ];
  for (const [pattern, stepOf] of rules) {
    const match = pattern.exec(rest);
    if (match !== null) return { step: stepOf(match), length: match[0].length };
  }
  return undefined;
}

function literal(text: string): Json {
  return /^['"]/.test(text) ? unquote(text) : (JSON.parse(text) as Json);
}

function unquote(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(.)/g, '$1');
}

function unreadable(text: string, rest: string): CodegenError {
  return new CodegenError(
    `the target ${text} is not supported from "${rest}" on. Use $, .name, ['name'], [0], [*] and [?(@.name == 'value')].`,
  );
}
