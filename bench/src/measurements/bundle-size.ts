import { measureBundle } from '../bundles/bundle-size.ts';
import type { Measurement, Row } from './measurement.ts';

/** Measures the bundle of one call, of two calls, and of everything, each in one file. */
export const bundleSize: Measurement = {
  name: 'bundle-size',
  async run({ peers }) {
    const rows: Row[] = [];
    for (const { name, bundles } of peers) {
      if (bundles === undefined) continue;
      rows.push({
        peer: name,
        figures: {
          'one call': await kilobytes(bundles.oneCall),
          'two calls': await kilobytes(bundles.twoCalls),
          everything: await kilobytes(bundles.everything),
        },
      });
      for (const [further, source] of Object.entries(bundles.further ?? {})) {
        rows.push({ peer: `  ${name}: ${further}`, figures: { everything: await kilobytes(source) } });
      }
    }
    const column = { unit: 'kB', digits: 2 };
    return {
      name: 'bundle-size',
      title: 'Bundles, minified by esbuild and gzipped (1 kB = 1,000 bytes)',
      columns: { 'one call': column, 'two calls': column, everything: column },
      rows,
      baseline: 'openapi-fetch',
    };
  },
};

async function kilobytes(source: string): Promise<number> {
  return (await measureBundle(source)) / 1000;
}
