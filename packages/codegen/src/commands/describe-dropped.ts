import type { DroppedAction } from '../overlay/index.ts';

/** Returns one line for each overlay that a pull shrinks. */
export function describeDropped(dropped: readonly DroppedAction[]): string[] {
  return [...new Set(dropped.map(({ file }) => file))].map((file) => {
    const names = dropped.filter((action) => action.file === file).map(({ name }) => name);
    return `${file} no longer needs: ${names.join(', ')}`;
  });
}
