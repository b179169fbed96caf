/** Returns the type of an object, such as `FormData` or `Blob`. Unlike instanceof, it works across realms. */
export function typeTagOf(value: unknown): string {
  const tag = {}.toString.call(value).slice(8, -1);
  if (tag !== 'Object') return tag;
  // In a worker whose compatibility date is before 2024-09-26, only the constructor tells.
  return /^(Blob|File|FormData|URLSearchParams)$/.exec((value as object).constructor?.name)?.[0] ?? tag;
}

type NamedBlob = Blob & { readonly name?: string };

/** Returns whether a value is a `Blob` or a `File` of any realm. */
export function isFile(value: unknown): value is NamedBlob {
  return /^(Blob|File)$/.test(typeTagOf(value));
}
