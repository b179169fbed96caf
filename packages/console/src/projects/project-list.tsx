import type { LiveProject } from '@neon-api/emulator';
import { useComputed, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { formatAge } from '../format/index.ts';
import { linkTo } from '../navigation/index.ts';
import { useSession } from '../session/index.ts';
import { Button, Empty, Loading, SearchField, VirtualRows } from '../ui/index.ts';
import { CreateProject } from './create-project.tsx';
import { findProjects } from './find-projects.ts';

const ROW_HEIGHT = 64;

export function ProjectList(): JSX.Element {
  const { state, status } = useSession();
  const search = useSignal('');
  const isCreating = useSignal(false);
  const found = useComputed(() => findProjects(state.project.value.values(), search.value));
  const total = state.project.value.size;
  return (
    <main class="page projects" id="content">
      <div class="page-head">
        <h1>
          Projects <span class="count">{total}</span>
        </h1>
        <div class="page-actions">
          <SearchField label="Search projects" placeholder="Search by name or id" search={search} />
          <Button
            icon="plus"
            kind="primary"
            onClick={() => {
              isCreating.value = true;
            }}
          >
            New project
          </Button>
        </div>
      </div>
      <ProjectRows projects={found.value} isLoading={status.value !== 'live' && total === 0} isSearch={total > 0} />
      {isCreating.value && (
        <CreateProject
          onClose={() => {
            isCreating.value = false;
          }}
        />
      )}
    </main>
  );
}

interface ProjectRowsProps {
  readonly projects: readonly LiveProject[];
  readonly isLoading: boolean;
  readonly isSearch: boolean;
}

function ProjectRows({ projects, isLoading, isSearch }: ProjectRowsProps): JSX.Element {
  const { nowMs } = useSession();
  if (isLoading) return <Loading what="projects" />;
  if (projects.length === 0 && isSearch)
    return <Empty title="No project matches">Search for another name or id.</Empty>;
  if (projects.length === 0)
    return (
      <Empty title="No projects yet">
        Create one here, or send <code>POST /projects</code> to the API. It appears at once.
      </Empty>
    );
  return (
    <div class="panel fill">
      <VirtualRows
        class="project-rows"
        role="list"
        aria-label="Projects"
        count={projects.length}
        rowHeight={ROW_HEIGHT}
      >
        {(index) => {
          const project = projects[index];
          return project && <ProjectRow key={project.id} project={project} now={nowMs.value} />;
        }}
      </VirtualRows>
    </div>
  );
}

function ProjectRow({ project, now }: { readonly project: LiveProject; readonly now: number }): JSX.Element {
  const { id, name, branches, awake, region_id, pg_version, created_at } = project;
  return (
    // biome-ignore lint/a11y/useSemanticElements: the list is a div, because it is virtual.
    <div role="listitem" class="project-item" style={{ height: `${ROW_HEIGHT}px` }}>
      <a class="project-row" href={linkTo({ view: 'branches', projectId: id })}>
        <span class="project-name">
          <span class="name">{name}</span>
          <span class="id">{id}</span>
        </span>
        <span class="project-branches">{branches === 1 ? '1 branch' : `${branches} branches`}</span>
        <span class={`compute ${awake > 0 ? 'awake' : 'idle'}`}>
          <span class="dot" aria-hidden="true" />
          {awake > 0 ? `${awake} awake` : 'Idle'}
        </span>
        <span class="project-place">
          Postgres {pg_version} · {region_id}
        </span>
        <span class="age">{formatAge(now - Date.parse(created_at))}</span>
      </a>
    </div>
  );
}
