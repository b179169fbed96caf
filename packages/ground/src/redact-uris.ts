/** What replaces a secret. */
export const MASK = '[redacted]';

/** Masks passwords in URIs and libpq parameters, and anything that looks like a Neon key or password. */
export function redactUris(text: string): string {
  return text
    .replace(/\S+/g, maskUserInfo)
    .replace(
      /([?&](password|token|key)=)[^\s&]+|(password\s*=\s*)('([^'\\]|\\.)*'?|\S+)|\b(npg|napi)_\w+/gi,
      `$1$3${MASK}`,
    );
}

/** Masks the password in `scheme://user:…@host`; it ends at the last `@`. One regex would take quadratic time. */
function maskUserInfo(word: string): string {
  const end = word.lastIndexOf('@');
  return end < 0 ? word : word.slice(0, end).replace(/(:\/\/[^:/@]*:).+/, `$1${MASK}`) + word.slice(end);
}
