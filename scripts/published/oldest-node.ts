/** Returns the oldest version that a range of package.json accepts, such as `[20, 19, 0]` for `>=20.19`. */
export function oldestNode(range: string): number[] {
  const oldest = range.split('||').map((part) => {
    const [, major = '0', minor = '0', patch = '0'] = /(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(part) ?? [];
    return [Number(major), Number(minor), Number(patch)];
  });
  return oldest.sort(compareVersions)[0] ?? [0, 0, 0];
}

export function compareVersions(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
