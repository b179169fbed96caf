const NOTICE = /<!-- unpublished -->[\s\S]*?<!-- \/unpublished -->\n+/;

/** Returns whether the text says that the packages are not on npm yet. */
export function hasNotice(text: string): boolean {
  return NOTICE.test(text);
}

/** Returns the text without that notice. */
export function withoutNotice(text: string): string {
  return text.replace(NOTICE, '');
}
