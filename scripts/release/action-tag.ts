const TAG = /@action-v\d+(?:\.\d+)?(?![\d.])/g;

/**
 * Returns the tag that moves to each release that does not break workflows: `action-v0.1` for 0.1.3, and `action-v1` for
 * 1.2.3, because a minor release may break code until 1.0.0.
 */
export function movingTag(version: string): string {
  const [major = '', minor = ''] = version.split('.');
  return major === '0' ? `action-v0.${minor}` : `action-v${major}`;
}

/** Returns the tag of exactly one release, which never moves. */
export function exactTag(version: string): string {
  return `action-v${version}`;
}

/** Replaces the moving tag in the examples of a page. */
export function withMovingTag(text: string, version: string): string {
  return text.replaceAll(TAG, `@${movingTag(version)}`);
}
