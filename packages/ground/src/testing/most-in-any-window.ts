/** Returns the largest number of times in any window of `windowMs`. */
export function mostInAnyWindow(times: readonly number[], { windowMs }: { readonly windowMs: number }): number {
  const sorted = [...times].sort((one, other) => one - other);
  let [most, first] = [0, 0];
  sorted.forEach((at, last) => {
    while ((sorted[first] ?? at) <= at - windowMs) first += 1;
    most = Math.max(most, last - first + 1);
  });
  return most;
}
