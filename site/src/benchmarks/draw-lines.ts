import { escapeXml, svg } from './draw-bars.ts';

export interface Line {
  readonly label: string;
  readonly isOwn: boolean;
  /** A value for each position of the horizontal axis; undefined where nothing was measured. */
  readonly values: readonly (number | undefined)[];
}

export interface Axes {
  /** The positions of the horizontal axis. */
  readonly positions: readonly string[];
  readonly horizontal: string;
  readonly vertical: string;
}

const WIDTH = 720;
const HEIGHT = 330;
const LEFT = 70;
const RIGHT = 170;
const TOP = 16;
const BOTTOM = 54;
const STEPS = 4;
/** Labels closer than this overlap. */
const LABEL_HEIGHT = 18;

/** Draws lines over the same positions, as SVG. The label of a line is at its end. */
export function drawLines(title: string, { positions, horizontal, vertical }: Axes, lines: readonly Line[]): string {
  const highest = niceCeiling(Math.max(...lines.flatMap(({ values }) => values.map((value) => value ?? 0)), 1));
  const x = (index: number): number => LEFT + (index * (WIDTH - LEFT - RIGHT)) / Math.max(1, positions.length - 1);
  const y = (value: number): number => TOP + (1 - value / highest) * (HEIGHT - TOP - BOTTOM);
  const grid = Array.from({ length: STEPS + 1 }, (_, step) => {
    const value = (highest * step) / STEPS;
    return `<path class="grid" d="M${LEFT} ${y(value)}H${WIDTH - RIGHT}"/><text x="${LEFT - 10}" y="${y(value) + 5}" text-anchor="end">${value.toLocaleString('en')}</text>`;
  });
  const ticks = positions.map(
    (position, index) => `<text x="${x(index)}" y="${HEIGHT - 30}" text-anchor="middle">${escapeXml(position)}</text>`,
  );
  const ends = spread(lines.map(({ values }) => y(values.at(-1) ?? 0)));
  const drawn = lines.map(({ label, isOwn, values }, index) => {
    const points = values.flatMap((value, place) =>
      value === undefined ? [] : [`${x(place)},${y(value).toFixed(1)}`],
    );
    const dots = points.map((point) => `<circle cx="${point.replace(',', '" cy="')}" r="3.5"/>`).join('');
    return `<g class="${isOwn ? 'own' : 'other'} line-${index}"><polyline points="${points.join(' ')}"/>${dots}<text x="${WIDTH - RIGHT + 10}" y="${(ends[index] ?? 0) + 5}">${escapeXml(label)}</text></g>`;
  });
  const names = `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 6}" text-anchor="middle">${escapeXml(horizontal)}</text><text x="14" y="${(TOP + HEIGHT - BOTTOM) / 2}" text-anchor="middle" transform="rotate(-90 14 ${(TOP + HEIGHT - BOTTOM) / 2})">${escapeXml(vertical)}</text>`;
  return svg(title, WIDTH, HEIGHT, [...grid, ...ticks, names, ...drawn].join(''));
}

/** The next 1, 2, 2.5 or 5 times a power of ten, so that the axis has round numbers. */
function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((nice) => nice >= value) ?? value;
}

/** Moves heights apart, from the top down, so that labels do not overlap. */
function spread(heights: readonly number[]): number[] {
  const placed = [...heights];
  const order = heights.map((_, index) => index).sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0));
  for (const [place, index] of order.entries()) {
    const above = order[place - 1];
    if (above !== undefined) placed[index] = Math.max(placed[index] ?? 0, (placed[above] ?? 0) + LABEL_HEIGHT);
  }
  return placed;
}
