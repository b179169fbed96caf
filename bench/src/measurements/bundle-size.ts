import { measureBundle } from '../bundles/bundle-size.ts';
import type { Figures, Measurement, Result, Row } from './measurement.ts';

const SPLIT = 'initial chunk';
const WHOLE = 'one file';

/** What a bundler makes of one call, of two, and of everything: with dynamic imports split off, and without. */
export const bundleSize: Measurement = {
  name: 'bundle-size',
  async run({ peers }) {
    const rows: Row[] = [];
    for (const { name, bundles } of peers) {
      if (bundles === undefined) continue;
      rows.push({
        peer: name,
        figures: {
          ...(await figuresOf('one call', bundles.oneCall)),
          ...(await figuresOf('two calls', bundles.twoCalls)),
          ...(await figuresOf('everything', bundles.everything)),
        },
      });
      for (const [further, source] of Object.entries(bundles.further ?? {})) {
        rows.push({ peer: `  ${name}: ${further}`, figures: await figuresOf('everything', source) });
      }
    }
    const columns: Record<string, Result['columns'][string]> = {};
    for (const what of ['one call', 'two calls', 'everything']) {
      for (const form of [SPLIT, WHOLE]) columns[`${what}, ${form}`] = { unit: 'kB', digits: 2 };
    }
    return {
      name: 'bundle-size',
      title: 'Bundles, minified by esbuild and gzipped (1 kB = 1,000 bytes)',
      columns,
      rows,
      baseline: 'openapi-fetch',
      note: 'Initial chunk: loaded at once where the bundler splits dynamic imports. One file: where it does not.',
    };
  },
};

async function figuresOf(what: string, source: string): Promise<Figures> {
  const { initialChunk, oneFile } = await measureBundle(source);
  return { [`${what}, ${SPLIT}`]: initialChunk / 1000, [`${what}, ${WHOLE}`]: oneFile / 1000 };
}
