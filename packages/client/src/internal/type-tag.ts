/** `FormData`, `Blob`, `Object`: what an object says it is. Unlike instanceof, it knows objects of another realm. */
export function typeTagOf(value: unknown): string {
  return {}.toString.call(value).slice(8, -1);
}

type NamedBlob = Blob & { readonly name?: string };

/** Whether a value is a `Blob` or a `File`, of whatever realm. */
export function isFile(value: unknown): value is NamedBlob {
  return /^(Blob|File)$/.test(typeTagOf(value));
}
