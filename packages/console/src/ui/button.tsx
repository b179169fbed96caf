import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export interface ButtonProps {
  readonly children: ComponentChildren;
  readonly icon?: IconName;
  readonly kind?: 'primary' | 'danger' | 'plain';
  readonly type?: 'button' | 'submit';
  readonly disabled?: boolean;
  readonly busy?: boolean;
  readonly title?: string;
  readonly onClick?: () => void;
}

export function Button({
  children,
  icon,
  kind = 'plain',
  type = 'button',
  busy = false,
  disabled = false,
  title,
  onClick,
}: ButtonProps): JSX.Element {
  return (
    <button
      class={`button ${kind}`}
      type={type}
      disabled={disabled || busy}
      aria-busy={busy}
      title={title}
      onClick={onClick}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

export interface IconButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly pressed?: boolean;
  readonly onClick: () => void;
}

export function IconButton({ icon, label, pressed, onClick }: IconButtonProps): JSX.Element {
  return (
    <button class="icon-button" type="button" aria-label={label} title={label} aria-pressed={pressed} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
