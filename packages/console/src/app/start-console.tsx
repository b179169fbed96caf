import { signal } from '@preact/signals';
import { type JSX, render } from 'preact';
import { useMemo } from 'preact/hooks';
import { type Credentials, type Fetch, forgetCredentials, takeCredentials } from '../api/index.ts';
import { createSession } from '../session/index.ts';
import { App } from './app.tsx';
import { SignIn } from './sign-in.tsx';
import { applyTheme } from './theme.ts';

export interface ConsoleOptions {
  /** Reaches the emulator. */
  readonly fetch: Fetch;
  readonly element: HTMLElement;
}

/** Starts the console in an element of the page. */
export function startConsole({ fetch, element }: ConsoleOptions): void {
  applyTheme(window);
  const credentials = signal(takeCredentials(window));
  const wasRefused = signal(false);
  const signOut = (): void => {
    forgetCredentials(window);
    credentials.value = undefined;
    wasRefused.value = true;
  };
  render(
    <Root
      fetch={fetch}
      credentials={credentials}
      wasRefused={wasRefused}
      onSignOut={signOut}
      onSignIn={(given) => {
        credentials.value = given;
      }}
    />,
    element,
  );
}

interface RootProps {
  readonly fetch: Fetch;
  readonly credentials: { readonly value: Credentials | undefined };
  readonly wasRefused: { readonly value: boolean };
  readonly onSignOut: () => void;
  readonly onSignIn: (credentials: Credentials) => void;
}

function Root({ fetch, credentials, wasRefused, onSignOut, onSignIn }: RootProps): JSX.Element {
  const given = credentials.value;
  const session = useMemo(() => given && createSession(fetch, given), [given]);
  if (!session) return <SignIn wasRefused={wasRefused.value} onSignIn={onSignIn} />;
  return <App session={session} onSignOut={onSignOut} />;
}
