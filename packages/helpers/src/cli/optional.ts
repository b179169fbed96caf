type Given<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

/** Leaves out what is undefined, so that a default counts. */
export function optional<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
}
