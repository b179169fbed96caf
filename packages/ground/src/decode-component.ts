/** Decodes percent-encoding. Returns undefined if it is malformed. */
export function decodeComponent(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
