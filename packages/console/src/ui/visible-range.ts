/** A scrolled list of rows of equal height. Sizes in px. */
export interface Scrolled {
  readonly scrollTop: number;
  readonly viewHeight: number;
  readonly rowHeight: number;
  readonly count: number;
}

/** Rows above and below the view that are rendered too, so that scrolling shows no gaps. */
const OVERSCAN = 8;

/** Returns the rows to render: from `first` up to, not including, `end`. */
export function visibleRange({ scrollTop, viewHeight, rowHeight, count }: Scrolled): { first: number; end: number } {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - OVERSCAN);
  const end = Math.min(count, Math.ceil((scrollTop + viewHeight) / rowHeight) + OVERSCAN);
  return { first: Math.min(first, Math.max(0, end)), end };
}

/** Returns where to scroll so that a row is in view. */
export function scrollToRow(row: number, { scrollTop, viewHeight, rowHeight }: Omit<Scrolled, 'count'>): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  return top + rowHeight > scrollTop + viewHeight ? top + rowHeight - viewHeight : scrollTop;
}
