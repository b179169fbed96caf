export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The value as text, with its unit. */
  readonly text: string;
  /** Whether it is one of our clients, which are drawn in the color of the site. */
  readonly isOwn: boolean;
}

const WIDTH = 720;
const LABELS = 210;
const VALUES = 90;
const ROW = 30;
const THICKNESS = 14;

/** Draws bars below each other, as SVG. Colors come from the classes `own` and `other`. */
export function drawBars(title: string, bars: readonly Bar[]): string {
  const longest = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  const rows = bars.map(({ label, value, text, isOwn }, index) => {
    const width = Math.max(2, (value / longest) * (WIDTH - LABELS - VALUES));
    const middle = index * ROW + ROW / 2;
    return [
      `<text x="${LABELS - 12}" y="${middle + 5}" text-anchor="end">${escapeXml(label)}</text>`,
      `<rect class="${isOwn ? 'own' : 'other'}" x="${LABELS}" y="${middle - THICKNESS / 2}" width="${width.toFixed(1)}" height="${THICKNESS}" rx="3"/>`,
      `<text class="value" x="${(LABELS + width + 8).toFixed(1)}" y="${middle + 5}">${escapeXml(text)}</text>`,
    ].join('');
  });
  return svg(title, WIDTH, bars.length * ROW, rows.join(''));
}

/** Wraps drawn shapes as an SVG with a name for screen readers. */
export function svg(title: string, width: number, height: number, content: string): string {
  return `<svg class="plot" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">${content}</svg>`;
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
