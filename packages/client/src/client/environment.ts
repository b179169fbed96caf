interface Host {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
}

/** Returns the environment variables; none in browsers and workers. */
export function environment(): Readonly<Record<string, string | undefined>> {
  return (globalThis as Host).process?.env ?? {};
}
