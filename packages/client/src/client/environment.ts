interface Host {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
}

/** Returns the environment variables; none in browsers and workers. */
export function environment(): Readonly<Record<string, string | undefined>> {
  return (globalThis as Host).process?.env ?? {};
}

/** Returns a variable that a client can do without. Where it may not be read, as in Deno without permission, it is unset. */
export function optionalVariable(name: string): string | undefined {
  try {
    return environment()[name];
  } catch {
    return undefined;
  }
}
