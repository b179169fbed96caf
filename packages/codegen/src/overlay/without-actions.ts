import { isSeq, parseDocument } from 'yaml';

/** The text of an overlay without some of its actions, comments kept; undefined when none remains. */
export function withoutActions(text: string, indices: ReadonlySet<number>): string | undefined {
  const document = parseDocument(text);
  const actions = document.get('actions');
  if (!isSeq(actions)) return text;
  actions.items = actions.items.filter((_, index) => !indices.has(index));
  return actions.items.length === 0 ? undefined : document.toString(OVERLAY_STYLE);
}

/** How overlays are written. */
export const OVERLAY_STYLE = { lineWidth: 120, aliasDuplicateObjects: false } as const;
