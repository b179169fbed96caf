/** Compares a text with a secret in a time that depends on their lengths, not on where they differ. */
export function isSameText(shown: string, expected: string): boolean {
  if (shown.length !== expected.length) return false;
  let difference = 0;
  for (let at = 0; at < shown.length; at += 1) difference |= shown.charCodeAt(at) ^ expected.charCodeAt(at);
  return difference === 0;
}
