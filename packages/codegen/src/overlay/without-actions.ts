import { isSeq, parseDocument } from 'yaml';

/** Removes some actions from the text of an overlay and keeps its comments; undefined if no action remains. */
export function withoutActions(text: string, indices: ReadonlySet<number>): string | undefined {
  const document = parseDocument(text);
  const actions = document.get('actions');
  if (!isSeq(actions)) return text;
  actions.items = actions.items.filter((_, index) => !indices.has(index));
  return actions.items.length === 0 ? undefined : document.toString(OVERLAY_STYLE);
}

/** The format in which overlays are written. */
export const OVERLAY_STYLE = { lineWidth: 120, aliasDuplicateObjects: false } as const;
