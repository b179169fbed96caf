import { useSignal } from '@preact/signals';
import type { ComponentChildren, HTMLAttributes, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { scrollToRow, visibleRange } from './visible-range.ts';

export interface VirtualRowsProps extends Omit<HTMLAttributes<HTMLDivElement>, 'children' | 'ref'> {
  readonly count: number;
  readonly rowHeight: number;
  /** The row to keep in view when it changes. */
  readonly activeRow?: number | undefined;
  readonly children: (row: number) => ComponentChildren;
}

/** Renders only the rows in view. The attributes, such as the role, go to the element that contains the rows. */
export function VirtualRows({ count, rowHeight, activeRow, children, ...attributes }: VirtualRowsProps): JSX.Element {
  const view = useRef<HTMLDivElement>(null);
  const scrollTop = useSignal(0);
  const viewHeight = useSignal(800);

  useLayoutEffect(() => {
    const element = view.current;
    if (!element) return;
    const measure = new ResizeObserver(() => {
      viewHeight.value = element.clientHeight;
    });
    measure.observe(element);
    return () => measure.disconnect();
  }, []);

  useLayoutEffect(() => {
    const element = view.current;
    if (!element || activeRow === undefined || activeRow < 0) return;
    const scrolled = { scrollTop: element.scrollTop, viewHeight: element.clientHeight, rowHeight };
    element.scrollTop = scrollToRow(activeRow, scrolled);
  }, [activeRow, rowHeight]);

  const { first, end } = visibleRange({ scrollTop: scrollTop.value, viewHeight: viewHeight.value, rowHeight, count });
  const rows = Array.from({ length: end - first }, (_, index) => first + index);
  return (
    <div
      class="scroll"
      ref={view}
      onScroll={({ currentTarget }) => {
        scrollTop.value = currentTarget.scrollTop;
      }}
    >
      <div {...attributes} style={{ height: `${count * rowHeight}px`, paddingTop: `${first * rowHeight}px` }}>
        {rows.map((row) => children(row))}
      </div>
    </div>
  );
}
