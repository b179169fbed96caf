type Next = (at: number) => boolean;
/** Matches at a position of the text and continues with `next`, as a backtracking engine does. */
type Matcher = (at: number, next: Next) => boolean;

interface Run {
  readonly text: string;
  readonly groups: (readonly [number, number] | undefined)[];
  steps: number;
}

/** Returns how many steps a backtracking engine takes to apply a regex to a text; with the flag g, until its end. */
export function countSteps({ source, flags }: RegExp, text: string): number {
  const run: Run = { text, groups: [], steps: 0 };
  const match = parse(source, flags.replace(/[gyd]/g, ''), run);
  for (let from = 0; from <= text.length; ) {
    let end = -1;
    let start = from;
    for (; start <= text.length && end < 0; start++) {
      match(start, (at) => {
        end = at;
        return true;
      });
    }
    if (end < 0 || !flags.includes('g')) break;
    from = Math.max(end, start);
  }
  return run.steps;
}

/** Runs `work`, and sums up what `measure` returns for every regex that it applies to a text. */
export async function sumOverRegexes(
  work: () => Promise<unknown>,
  measure: (regex: RegExp, text: string) => number,
): Promise<number> {
  const { exec, test } = RegExp.prototype;
  const replace = String.prototype.replace as (this: string, regex: RegExp, substitute: string) => string;
  let sum = 0;
  // `measure` and `replace` themselves use regexes too.
  let isMeasuring = false;
  const replaced = new Set<unknown>();
  const add = (regex: unknown, text: string): void => {
    if (isMeasuring || !(regex instanceof RegExp) || replaced.has(regex)) return;
    isMeasuring = true;
    sum += measure(regex, text);
    isMeasuring = false;
  };
  RegExp.prototype.exec = function (this: RegExp, text) {
    add(this, text);
    return exec.call(this, text);
  };
  RegExp.prototype.test = function (this: RegExp, text) {
    add(this, text);
    return test.call(this, text);
  };
  const strings = String.prototype as { replace: unknown };
  strings.replace = function (this: string, regex: RegExp, substitute: string): string {
    add(regex, String(this));
    replaced.add(regex);
    const result = replace.call(this, regex, substitute);
    replaced.delete(regex);
    return result;
  };
  try {
    await work();
  } finally {
    Object.assign(RegExp.prototype, { exec, test });
    strings.replace = replace;
  }
  return sum;
}

function repeated(atom: Matcher, min: number, max: number, isLazy: boolean): Matcher {
  const repeat =
    (times: number): Matcher =>
    (from, next) => {
      const more = (): boolean =>
        times < max && atom(from, (mid) => (mid > from || times < min) && repeat(times + 1)(mid, next));
      if (times < min) return more();
      return isLazy ? next(from) || more() : more() || next(from);
    };
  return repeat(0);
}

function sameAsGroup(index: number, run: Run): Matcher {
  return (from, next) => {
    const [start, end] = run.groups[index] ?? [0, 0];
    const wanted = run.text.slice(start, end).toLowerCase();
    return run.text.slice(from, from + wanted.length).toLowerCase() === wanted && next(from + wanted.length);
  };
}

function endsAt(inner: Matcher): Matcher {
  return (from, next) => {
    for (let start = from; start >= 0; start--) if (inner(start, (end) => end === from)) return next(from);
    return false;
  };
}

function parse(source: string, flags: string, run: Run): Matcher {
  let at = 0;
  let groupCount = 0;
  const peek = (text: string): boolean => source.startsWith(text, at);
  const take = (text: string): boolean => {
    if (!peek(text)) return false;
    at += text.length;
    return true;
  };

  const alternatives = (): Matcher => {
    const branches = [sequence()];
    while (take('|')) branches.push(sequence());
    return (from, next) => branches.some((branch) => branch(from, next));
  };
  const sequence = (): Matcher => {
    const parts: Matcher[] = [];
    while (at < source.length && !peek('|') && !peek(')')) parts.push(quantified());
    return parts.reduceRight<Matcher>(
      (rest, part) => (from, next) => part(from, (mid) => rest(mid, next)),
      (from, next) => next(from),
    );
  };
  const quantified = (): Matcher => {
    const atom = parseAtom();
    const [all, least = '', most] = /^(?:\{(\d+)(?:,(\d*))?\}|[*+?])/.exec(source.slice(at)) ?? [];
    if (all === undefined) return atom;
    at += all.length;
    const min = all === '+' ? 1 : Number(least);
    const max = all === '?' ? 1 : all.startsWith('{') ? Number(most ?? least) || Number.POSITIVE_INFINITY : 1e9;
    return repeated(atom, min, max, take('?'));
  };
  const parseAtom = (): Matcher => {
    if (take('(')) return group();
    if (take('^')) return (from, next) => from === 0 && next(from);
    if (take('$')) return (from, next) => from === run.text.length && next(from);
    if (take('\\b')) return assertion('\\b');
    const reference = /^\\([1-9])/.exec(source.slice(at));
    if (reference) {
      at += 2;
      return sameAsGroup(Number(reference[1]), run);
    }
    const [one = ''] =
      /^(?:\[(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\u[\da-f]{4}|\\x[\da-f]{2}|\\.|.)/isu.exec(source.slice(at)) ?? [];
    at += one.length;
    const isOne = new RegExp(`^(?:${one})$`, flags);
    return (from, next) => {
      run.steps++;
      return from < run.text.length && isOne.test(run.text.charAt(from)) && next(from + 1);
    };
  };
  const assertion = (text: string): Matcher => {
    const sticky = new RegExp(text, `${flags}y`);
    return (from, next) => {
      run.steps++;
      sticky.lastIndex = from;
      return sticky.test(run.text) && next(from);
    };
  };
  const group = (): Matcher => {
    const [kind = ''] = /^\?(?:<?[=!]|:)/.exec(source.slice(at)) ?? [];
    at += kind.length;
    const index = kind === '' ? ++groupCount : 0;
    const inner = alternatives();
    take(')');
    if (kind === '?:') return inner;
    if (kind === '?=') return (from, next) => inner(from, () => true) && next(from);
    if (kind === '?<=') return endsAt(inner);
    if (kind !== '') throw new Error(`countSteps does not know (${kind}…)`);
    return (from, next) =>
      inner(from, (end) => {
        run.groups[index] = [from, end];
        return next(end);
      });
  };
  return alternatives();
}
