/** One measured value and its target. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** An upper or lower limit. Undefined if the value is only for comparison. */
  readonly target?: readonly ['≤' | '≥', number];
  /** A value to compare it with, as text. */
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
