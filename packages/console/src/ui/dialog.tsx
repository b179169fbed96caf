import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button, IconButton } from './button.tsx';
import { ErrorNote } from './states.tsx';
import { useAction } from './use-action.ts';

export interface DialogProps {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly wide?: boolean;
  readonly onClose: () => void;
}

/** A modal dialog; the browser keeps the focus in it and closes it on Escape. */
export function Dialog({ title, children, wide = false, onClose }: DialogProps): JSX.Element {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    element.current?.showModal();
  }, []);
  return (
    <dialog class={wide ? 'wide' : ''} ref={element} aria-labelledby={titleId} onClose={onClose}>
      <header>
        <h2 id={titleId}>{title}</h2>
        <IconButton icon="close" label="Close" onClick={() => element.current?.close()} />
      </header>
      {children}
    </dialog>
  );
}

export interface ActionDialogProps extends DialogProps {
  /** The text of the button that acts. */
  readonly action: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** Closes the dialog when it resolves; its error is shown. */
  readonly onAct: () => Promise<void>;
}

/** A dialog with a form, whose button starts an action. */
export function ActionDialog({
  action,
  danger = false,
  disabled = false,
  onAct,
  children,
  ...dialog
}: ActionDialogProps): JSX.Element {
  const { run, isBusy, error } = useAction();
  return (
    <Dialog {...dialog}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run(async () => {
            await onAct();
            dialog.onClose();
          });
        }}
      >
        {children}
        {error.value && <ErrorNote text={error.value} />}
        <footer>
          <Button onClick={dialog.onClose}>Cancel</Button>
          <Button type="submit" kind={danger ? 'danger' : 'primary'} busy={isBusy.value} disabled={disabled}>
            {action}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
