/** The prepared statements of one server connection. */
export interface ServerStatements {
  /** Returns the name under which the server has the statement, and marks it as used. */
  find(key: string): string | undefined;
  /** Chooses a name for a new statement. At the limit, also returns the least recently used one, which must be closed. */
  add(key: string): { readonly name: string; readonly displaced: string | undefined };
  remove(key: string): void;
  clear(): void;
}

export function createServerStatements(mostStatements: number): ServerStatements {
  /** Least recently used first. */
  const names = new Map<string, string>();
  let made = 0;
  return {
    find(key) {
      const name = names.get(key);
      if (name !== undefined) {
        names.delete(key);
        names.set(key, name);
      }
      return name;
    },
    add(key) {
      const [oldest] = names.size >= mostStatements ? names : [];
      if (oldest) names.delete(oldest[0]);
      made += 1;
      const name = `pooled_${made}`;
      names.set(key, name);
      return { name, displaced: oldest?.[1] };
    },
    remove: (key) => void names.delete(key),
    clear: () => names.clear(),
  };
}
