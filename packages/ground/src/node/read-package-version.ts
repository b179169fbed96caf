import { createRequire } from 'node:module';

/** Returns the version in the package.json of `packageName`, as resolved by the module of that package at `moduleUrl`. */
export function readPackageVersion(packageName: string, moduleUrl: string): string {
  const manifest: unknown = createRequire(moduleUrl)(`${packageName}/package.json`);
  return (manifest as { readonly version: string }).version;
}
