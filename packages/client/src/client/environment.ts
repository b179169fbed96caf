interface Host {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
}

/** The variables of the process. Browsers and workers have none. */
export function environment(): Readonly<Record<string, string | undefined>> {
  return (globalThis as Host).process?.env ?? {};
}
