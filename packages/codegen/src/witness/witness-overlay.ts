import { stringify } from 'yaml';
import { sortedData } from '../contract/index.ts';
import type { Json } from '../json/index.ts';
import { OVERLAY_STYLE } from '../overlay/index.ts';
import type { NewerOperations } from './newer-operations.ts';
import type { WitnessOrigin } from './witness.ts';

/** The file name of the overlay, which sorts before those written by hand. */
export const WITNESS_FILE = '10-newer-operations.yaml';

/**
 * Writes the overlay that adds the operations of a witness to a document. Each operation is one action, so that each can
 * be removed separately; undefined if there is nothing to add.
 */
export function witnessOverlay(
  origin: WitnessOrigin,
  { paths, schemas, olderOnly }: NewerOperations,
): string | undefined {
  const label = `${origin.package}@${origin.version}`;
  const actions = [
    ...sorted(paths).flatMap(([path, item]) =>
      sorted(item).map(([method, object]) => ({ target: '$.paths', update: facts({ [path]: { [method]: object } }) })),
    ),
    ...sorted(schemas).map(([name, schema]) => ({ target: '$.components.schemas', update: facts({ [name]: schema }) })),
    ...olderOnly.map(({ path, method }) => ({
      target: `$.paths['${path}'].${method}`,
      update: { deprecated: true, 'x-absent-from': label },
      'x-reason': `${label} no longer has the operation.`,
    })),
  ];
  if (actions.length === 0) return undefined;
  const overlay = {
    overlay: '1.0.0',
    info: { title: 'Newer operations', version: origin.version },
    'x-reason': `The document is older than ${label}, whose published types have these operations and schemas.`,
    'x-witness': { ...origin },
    actions,
  };
  const text = stringify(overlay, OVERLAY_STYLE);
  return `# Written by \`neon-codegen pull --witness ${origin.package}\`. Do not edit.\n${text}`;
}

function sorted<T>(object: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));
}

function facts(update: unknown): Json {
  return sortedData(update as Json);
}
