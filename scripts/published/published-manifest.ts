import type { CodeHost } from './code-host.ts';

export type Manifest = Readonly<Record<string, unknown>>;

/** What every published package.json says about the project. */
export interface Project {
  readonly author: string;
  readonly host: CodeHost;
}

/**
 * Returns the package.json to publish: with the facts of the project, and without the parts that only this repository
 * uses. `folder` is the package's, such as `packages/client`.
 */
export function publishedManifest(manifest: Manifest, folder: string, { author, host }: Project): Manifest {
  const { scripts: _scripts, devDependencies: _devDependencies, ...published } = manifest;
  return {
    ...published,
    author,
    homepage: `${host.url}/tree/HEAD/${folder}#readme`,
    bugs: { url: `${host.url}/issues` },
    repository: { type: 'git', url: `git+${host.url}.git`, directory: folder },
  };
}
