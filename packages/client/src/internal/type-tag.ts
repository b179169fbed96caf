/** Returns the type of an object, such as `FormData` or `Blob`. Unlike instanceof, it works across realms. */
export function typeTagOf(value: unknown): string {
  return {}.toString.call(value).slice(8, -1);
}

type NamedBlob = Blob & { readonly name?: string };

/** Returns whether a value is a `Blob` or a `File` of any realm. */
export function isFile(value: unknown): value is NamedBlob {
  return /^(Blob|File)$/.test(typeTagOf(value));
}
