import type { ComponentChildren, JSX } from 'preact';

/** Says that a list has nothing, and what to do. */
export function Empty({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
}): JSX.Element {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children && <div class="empty-text">{children}</div>}
    </div>
  );
}

export function Loading({ what }: { readonly what: string }): JSX.Element {
  return (
    <div class="loading" role="status">
      <span class="spinner" aria-hidden="true" />
      Loading {what}…
    </div>
  );
}

export function ErrorNote({ text }: { readonly text: string }): JSX.Element {
  return (
    <p class="error-note" role="alert">
      {text}
    </p>
  );
}
