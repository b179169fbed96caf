import { createRequire } from 'node:module';

/** The version in the package.json of `packageName`, as a module of that package at `moduleUrl` resolves it. */
export function readPackageVersion(packageName: string, moduleUrl: string): string {
  const manifest: unknown = createRequire(moduleUrl)(`${packageName}/package.json`);
  return (manifest as { readonly version: string }).version;
}
