import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { ControlsView } from '../controls/index.ts';
import { linkTo, type Route, route } from '../navigation/index.ts';
import { ProjectList } from '../projects/index.ts';
import { RequestsView } from '../requests/index.ts';
import { type Session, SessionProvider, useSession } from '../session/index.ts';
import { Empty, Notices } from '../ui/index.ts';
import { ProjectPage } from './project-page.tsx';
import { TopBar } from './top-bar.tsx';

export interface AppProps {
  readonly session: Session;
  readonly onSignOut: () => void;
}

export function App({ session, onSignOut }: AppProps): JSX.Element {
  return (
    <SessionProvider value={session}>
      <button class="skip" type="button" onClick={skipToContent}>
        Skip to the content
      </button>
      <TopBar route={route.value} />
      <Connection onSignOut={onSignOut} />
      <View route={route.value} />
      <Notices />
    </SessionProvider>
  );
}

/** A link would change the fragment, which names the view. */
function skipToContent(): void {
  const content = document.querySelector<HTMLElement>('#content');
  content?.setAttribute('tabindex', '-1');
  content?.focus();
}

function View({ route: shown }: { readonly route: Route }): JSX.Element {
  const session = useSession();
  const projectId = 'projectId' in shown ? shown.projectId : undefined;
  const requests = shown.view === 'requests';
  useEffect(() => session.watch({ projectId, requests }), [session, projectId, requests]);
  switch (shown.view) {
    case 'projects':
      return <ProjectList />;
    case 'unknown':
      return (
        <main class="page" id="content">
          <Empty title="There is no such page">
            <a href={linkTo({ view: 'projects' })}>Go to the projects</a>
          </Empty>
        </main>
      );
    case 'requests':
      return <RequestsView />;
    case 'controls':
      return <ControlsView />;
    default:
      return <ProjectPage route={shown} />;
  }
}

/** Says when the page no longer shows the present state. */
function Connection({ onSignOut }: Pick<AppProps, 'onSignOut'>): JSX.Element | null {
  const status = useSession().status.value;
  useEffect(() => {
    if (status === 'refused') onSignOut();
  }, [status]);
  if (status !== 'lost') return null;
  return (
    <p class="banner" role="alert">
      The emulator does not answer. It may have stopped; this page reconnects when it is back.
    </p>
  );
}
