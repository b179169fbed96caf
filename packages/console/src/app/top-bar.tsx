import type { JSX } from 'preact';
import { formatTime } from '../format/index.ts';
import { linkTo, type Route } from '../navigation/index.ts';
import { useSession } from '../session/index.ts';
import { IconButton } from '../ui/index.ts';
import { isDark, toggleTheme } from './theme.ts';

export function TopBar({ route }: { readonly route: Route }): JSX.Element {
  const inProject = 'projectId' in route || route.view === 'projects';
  return (
    <header class="top-bar">
      <a class="brand" href={linkTo({ view: 'projects' })}>
        <Mark />
        <span>Local Neon</span>
      </a>
      <nav class="main-nav" aria-label="Console">
        <a href={linkTo({ view: 'projects' })} aria-current={inProject ? 'page' : undefined}>
          Projects
        </a>
        <a href={linkTo({ view: 'requests' })} aria-current={route.view === 'requests' ? 'page' : undefined}>
          Requests
        </a>
        <a href={linkTo({ view: 'controls' })} aria-current={route.view === 'controls' ? 'page' : undefined}>
          Faults and clock
        </a>
        <a href="/reference">Reference</a>
      </nav>
      <div class="top-right">
        <EmulatorTime />
        <LiveState />
        <IconButton
          icon={isDark.value ? 'sun' : 'moon'}
          label={isDark.value ? 'Use the light theme' : 'Use the dark theme'}
          onClick={toggleTheme}
        />
      </div>
    </header>
  );
}

function Mark(): JSX.Element {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="9" />
      <path d="M10 8v16M10 13c0 6 12 1 12 8" />
      <circle cx="22" cy="22.500" r="2.600" />
      <circle cx="10" cy="8" r="2.600" />
    </svg>
  );
}

function EmulatorTime(): JSX.Element {
  const { nowMs, state } = useSession();
  const kind = state.clock.value.get('')?.kind ?? 'system';
  return (
    <span class={`time ${kind}`} title={kind === 'virtual' ? 'The emulator’s virtual clock' : 'The emulator’s clock'}>
      {formatTime(nowMs.value)}
    </span>
  );
}

const STATUS_TEXT = { connecting: 'Connecting', live: 'Live', lost: 'Disconnected', refused: 'Refused' } as const;

function LiveState(): JSX.Element {
  const status = useSession().status.value;
  return (
    <span class={`live ${status}`} role="status">
      <span class="dot" aria-hidden="true" />
      {STATUS_TEXT[status]}
    </span>
  );
}
