/** A page of the site, as Markdown. */
export interface Page {
  /** Below the root of the site, such as `guides/handle-errors.md`. */
  readonly path: string;
  readonly text: string;
}

/**
 * Returns the first heading of a page as plain text.
 * @throws Error if the page has no heading of the first level.
 */
export function titleOf({ path, text }: Page): string {
  const [, title] = /^# (.+)$/m.exec(text) ?? [];
  if (title === undefined) throw new Error(`${path} has no title. Begin it with a heading.`);
  return title.replaceAll(/[`\\]/g, '').replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1');
}

/** Returns the address of a page below the root of the site, without its extension, as VitePress expects in links. */
export function linkTo({ path }: Page): string {
  return `/${path.replace(/\.md$/, '').replace(/(^|\/)index$/, '$1')}`;
}
