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

export function createApi({ apiUrl, apiKey }: Pick<Emulator, 'apiUrl' | 'apiKey'>): Api {
  async function call<Body>(method: string, path: string, body?: unknown): Promise<Answer<Body>> {
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
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

/** Waits until all operations of a project have finished. Not `expect.poll`, which keeps polling a dead emulator. */
export async function settle(api: Api, projectId: string): Promise<void> {
  for (;;) {
    const { body } = await api.get<{ operations: Operation[] }>(`/projects/${projectId}/operations`);
    expect(body.operations.filter(({ status }) => status === 'error')).toEqual([]);
    if (body.operations.every(({ status }) => status === 'finished')) return;
    await sleep(20);
  }
}
