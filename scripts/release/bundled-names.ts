/** Returns the names of other projects' packages in a bundle: esbuild writes a comment with the path of each module. */
export function bundledNames(code: string): string[] {
  const paths = code.matchAll(/^\s*\/\/ \S*node_modules\/((?:@[^/\s]+\/)?[^/\s]+)\/\S*$/gm);
  return [...new Set([...paths].flatMap(([, name]) => name ?? []))].filter((name) => !name.startsWith('.pnpm'));
}
