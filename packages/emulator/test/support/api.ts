import { setTimeout as sleep } from 'node:timers/promises';
import type { CreateProjectBranchResponse, CreateProjectResponse, Operation } from '@neon-api/types';
import { expect } from 'vitest';
import type { Emulator } from '../../src/start/index.ts';

export type CreatedProject = CreateProjectResponse;
export type CreatedBranch = CreateProjectBranchResponse;

interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** Creates a client that calls a running emulator over HTTP. */
export interface Api {
  get<Body = unknown>(path: string): Promise<Answer<Body>>;
  post<Body = unknown>(path: string, body?: unknown): Promise<Answer<Body>>;
  put<Body = unknown>(path: string, body?: unknown): Promise<Answer<Body>>;
  patch<Body = unknown>(path: string, body: unknown): Promise<Answer<Body>>;
  delete<Body = unknown>(path: string, body?: unknown): Promise<Answer<Body>>;
}

/** `orgId` is added where Neon requires one. */
type ApiTarget = Pick<Emulator, 'apiUrl' | 'apiKey'> & { readonly orgId?: string };

/** With an `orgId`, it names this organization where Neon requires one, as a client with NEON_ORG_ID does. */
export function createApi({ apiUrl, apiKey, orgId }: ApiTarget): Api {
  async function call<Body>(method: string, path: string, body?: unknown): Promise<Answer<Body>> {
    const response = await fetch(`${apiUrl}${orgId === undefined ? path : withOrgInQuery(method, path, orgId)}`, {
      method,
      headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' },
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(orgId === undefined ? body : withOrgInProject(path, body, orgId)) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : undefined) as Body };
  }
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    put: (path, body) => call('PUT', path, body),
    patch: (path, body) => call('PATCH', path, body),
    delete: (path, body) => call('DELETE', path, body),
  };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function withOrgInQuery(method: string, path: string, orgId: string): string {
  const [pathname, query = ''] = path.split('?');
  if (method !== 'GET' || pathname !== '/projects' || new URLSearchParams(query).has('org_id')) return path;
  return `${path}${query === '' ? '?' : '&'}org_id=${orgId}`;
}

function withOrgInProject(path: string, body: unknown, orgId: string): unknown {
  if (path !== '/projects' || !isObject(body) || !isObject(body.project)) return body;
  return { ...body, project: { org_id: orgId, ...body.project } };
}

/** Waits until all operations of a project have finished. Not `expect.poll`, which keeps polling a dead emulator. */
export async function settle(api: Api, projectId: string): Promise<void> {
  for (;;) {
    const { body } = await api.get<{ operations: Operation[] }>(`/projects/${projectId}/operations`);
    expect(body.operations.filter(({ status }) => status === 'error')).toEqual([]);
    if (body.operations.every(({ status }) => status === 'finished')) return;
    await sleep(20);
  }
}
