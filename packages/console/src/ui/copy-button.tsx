import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { Button, IconButton } from './button.tsx';
import { notify } from './notices.tsx';

const SHOWN_MS = 1500;

export interface CopyButtonProps {
  /** What is copied: a text, or a function that finds it. */
  readonly text: string | (() => string | Promise<string>);
  readonly label: string;
  /** Whether the label is visible. */
  readonly wide?: boolean;
}

export function CopyButton({ text, label, wide = false }: CopyButtonProps): JSX.Element {
  const isCopied = useSignal(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : await text());
      isCopied.value = true;
      notify('Copied');
      setTimeout(() => {
        isCopied.value = false;
      }, SHOWN_MS);
    } catch (error) {
      notify(`Cannot copy: ${error instanceof Error ? error.message : String(error)}`, 'error');
    }
  };
  const icon = isCopied.value ? 'check' : 'copy';
  if (!wide) return <IconButton icon={icon} label={label} onClick={() => void copy()} />;
  return (
    <Button icon={icon} onClick={() => void copy()}>
      {label}
    </Button>
  );
}
