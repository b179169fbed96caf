import { callAndWait, isNeonError, NeonError, paginate, waitForOperations } from '@neon-api/client';
import { createProject, getProject, listProjects, updateProject } from '@neon-api/client/operations';
import type { Check } from './check.ts';

const UNKNOWN = 'no-such-project-12345678';

/** Checks of normal behaviour, against the emulator. */
export const EMULATOR_CHECKS: readonly Check[] = [
  {
    name: 'creates a project and waits',
    gives: { name: 'first', operations: ['create_timeline finished', 'start_compute finished'] },
    async run({ neon }) {
      const { project, operations } = await callAndWait(neon, createProject, { body: { project: { name: 'first' } } });
      return { name: project.name, operations: operations.map(({ action, status }) => `${action} ${status}`) };
    },
  },
  {
    name: 'waits for the operations of another response',
    gives: { name: 'second & ä', statuses: ['finished', 'finished'] },
    async run({ neon }) {
      const created = await createProject(neon, { body: { project: { name: 'second & ä' } } });
      const ended = await waitForOperations(neon, created);
      return { name: created.project.name, statuses: ended.map(({ status }) => status) };
    },
  },
  {
    name: 'reads every page',
    gives: ['first', 'second & ä'],
    async run({ neon }) {
      const projects = await paginate(neon, listProjects, { limit: 1 }, { prefetch: true }).collect();
      return projects.map(({ name }) => name).sort();
    },
  },
  {
    name: 'throws a typed error',
    gives: { known: true, class: true, name: 'NeonApiError', status: 404, outcome: 'rejected', attempts: 1 },
    async run({ neon }) {
      const error = await thrownBy(getProject(neon, { project_id: UNKNOWN }));
      if (!isNeonError(error) || error.name !== 'NeonApiError') return error;
      const { name, status, outcome, attempts } = error;
      return { known: true, class: error instanceof NeonError, name, status, outcome, attempts };
    },
  },
  {
    name: 'refuses invalid input before it sends',
    gives: { name: 'NeonUsageError', outcome: 'not_sent' },
    async run({ neon }) {
      const { name, outcome } = (await thrownBy(getProject(neon, { project_id: '../users' }))) as NeonError;
      return { name, outcome };
    },
  },
  {
    name: 'GET gives data',
    gives: { status: 200, names: ['first', 'second & ä'] },
    async run({ neon }) {
      const { data, response } = await neon.GET('/projects', { params: { query: { limit: 10 } } });
      return { status: response.status, names: data?.projects.map(({ name }) => name).sort() };
    },
  },
  {
    name: 'GET returns an error as a value',
    gives: { status: 404, code: 'string', message: 'string' },
    async run({ neon }) {
      const { error, response } = await neon.GET('/projects/{project_id}', {
        params: { path: { project_id: UNKNOWN } },
      });
      return { status: response.status, code: typeof error?.code, message: typeof error?.message };
    },
  },
  {
    name: 'PATCH sends a body',
    gives: 'third',
    async run({ neon }) {
      const { projects } = await listProjects(neon, { search: 'first' });
      const { data } = await neon.PATCH('/projects/{project_id}', {
        params: { path: { project_id: projects[0]?.id ?? '' } },
        body: { project: { name: 'third' } },
      });
      return data?.project.name;
    },
  },
  {
    name: 'the minimal client works with functions and waits, and has no GET',
    gives: { methods: 0, projects: 2, class: true },
    async run({ minimal }) {
      const methods = Object.keys(minimal).filter((name) => /^[A-Z]+$/.test(name)).length;
      const { projects } = await listProjects(minimal);
      const error = await thrownBy(getProject(minimal, { project_id: UNKNOWN }));
      return { methods, projects: projects.length, class: error instanceof NeonError };
    },
  },
  {
    name: 'changes to one project run one after another',
    gives: ['one', 'two', 'three'],
    async run({ neon }) {
      const { projects } = await listProjects(neon, { search: 'third' });
      const project_id = projects[0]?.id ?? '';
      const rename = (name: string) => updateProject(neon, { project_id, body: { project: { name } } });
      const answers = await Promise.all(['one', 'two', 'three'].map(rename));
      return answers.map(({ project }) => project.name);
    },
  },
];

/** Returns the error of a promise that must reject. */
export async function thrownBy(promise: Promise<unknown>): Promise<unknown> {
  const value = await promise.catch((error: unknown) => ({ error }));
  if (typeof value === 'object' && value !== null && 'error' in value) return value.error;
  throw new Error(`Expected an error, but the call returned ${JSON.stringify(value)}.`);
}
