/** One measured value, and what it should be. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** `at most` or `at least` this; none where the value only stands beside another. */
  readonly target?: readonly ['≤' | '≥', number];
  /** What it is to be compared with. */
  readonly beside?: string;
}

export function describeFigure({ what, value, unit, target, beside }: Figure): string {
  const digits = Math.abs(value) < 10 && unit !== 'MiB' ? 2 : 0;
  const line = `${what.padEnd(64)}${value.toFixed(digits).padStart(9)} ${unit.padEnd(9)}`;
  return [line, describeTarget(value, target), beside && ` ${beside}`].filter(Boolean).join('').trimEnd();
}

function describeTarget(value: number, target: Figure['target']): string {
  if (!target) return '';
  const [relation, bound] = target;
  const isMet = relation === '≤' ? value <= bound : value >= bound;
  return ` (${relation} ${bound})${isMet ? '' : '  MISSED'}`;
}
