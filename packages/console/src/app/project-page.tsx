import type { JSX } from 'preact';
import { BranchesView } from '../branches/index.ts';
import { SqlView, TablesView } from '../data/index.ts';
import { linkTo, type Route } from '../navigation/index.ts';
import { OperationsView } from '../operations/index.ts';
import { useSession } from '../session/index.ts';
import { CopyButton, Empty, Loading } from '../ui/index.ts';

export type ProjectRoute = Extract<Route, { readonly projectId: string }>;

export function ProjectPage({ route }: { readonly route: ProjectRoute }): JSX.Element {
  const { state, status } = useSession();
  const { projectId } = route;
  const project = state.project.value.get(projectId);
  if (!project) {
    return (
      <main class="page" id="content">
        {status.value === 'live' ? (
          <Empty title="This project does not exist">
            <a href={linkTo({ view: 'projects' })}>Go to the projects</a>
          </Empty>
        ) : (
          <Loading what="the project" />
        )}
      </main>
    );
  }
  return (
    <main class="page project" id="content">
      <div class="page-head">
        <div>
          <h1>{project.name}</h1>
          <p class="id">
            {project.id}
            <CopyButton text={project.id} label="Copy the project id" />
            <span class="muted">
              Postgres {project.pg_version} · {project.region_id}
            </span>
          </p>
        </div>
        <ProjectTabs route={route} />
      </div>
      <ProjectView route={route} />
    </main>
  );
}

function ProjectView({ route }: { readonly route: ProjectRoute }): JSX.Element {
  switch (route.view) {
    case 'branches':
      return <BranchesView projectId={route.projectId} branchId={route.branchId} />;
    case 'tables':
      return <TablesView projectId={route.projectId} branchId={route.branchId} />;
    case 'sql':
      return <SqlView projectId={route.projectId} branchId={route.branchId} />;
    case 'operations':
      return <OperationsView />;
  }
}

function ProjectTabs({ route: { projectId, view } }: { readonly route: ProjectRoute }): JSX.Element {
  const tabs = [
    ['branches', 'Branches'],
    ['tables', 'Tables'],
    ['sql', 'SQL'],
    ['operations', 'Operations'],
  ] as const;
  return (
    <nav class="tabs" aria-label="Project">
      {tabs.map(([name, text]) => (
        <a key={name} href={linkTo({ view: name, projectId })} aria-current={name === view ? 'page' : undefined}>
          {text}
        </a>
      ))}
    </nav>
  );
}
