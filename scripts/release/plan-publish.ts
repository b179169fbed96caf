/** A packed package and the packages that it needs. */
export interface Packed {
  readonly name: string;
  readonly version: string;
  readonly path: string;
  readonly dependencies: readonly string[];
}

export interface PublishOptions {
  /** Address of the registry. Default: npm's configuration. */
  readonly registry?: string;
  /** Hands the version to npm's staging area, where a maintainer approves it with a second factor. */
  readonly stage: boolean;
  readonly provenance: boolean;
}

/** Returns the packages in the order in which to publish them: each after those of `packed` that it needs. */
export function publishOrder(packed: readonly Packed[]): Packed[] {
  const ordered: Packed[] = [];
  const add = (one: Packed, path: readonly string[]): void => {
    if (ordered.includes(one)) return;
    if (path.includes(one.name)) throw new Error(`Packages depend on each other: ${[...path, one.name].join(' > ')}.`);
    for (const other of packed) if (one.dependencies.includes(other.name)) add(other, [...path, one.name]);
    ordered.push(one);
  };
  for (const one of packed) add(one, []);
  return ordered;
}

/** Returns npm's arguments to publish a tarball. */
export function publishArguments(path: string, { registry, stage, provenance }: PublishOptions): string[] {
  return [
    ...(stage ? ['stage', 'publish'] : ['publish']),
    path,
    '--access',
    'public',
    ...(provenance ? ['--provenance'] : []),
    ...(registry === undefined ? [] : ['--registry', registry]),
  ];
}
