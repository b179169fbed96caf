import type { BundleSources, Peer } from './peer.ts';

// Neon's documentation polls every two to five seconds.
const POLL_EVERY_MS = 2_000;

interface Operation {
  readonly id: string;
  readonly project_id: string;
  readonly status: string;
}

const GET_PROJECT = `const headers = { authorization: \`Bearer \${process.env.NEON_API_KEY}\`, 'content-type': 'application/json' };
const ask = (path, init) => fetch(\`https://console.neon.tech/api/v2\${path}\`, { headers, ...init }).then((response) => response.json());
export const getProject = (id) => ask(\`/projects/\${id}\`);`;
const CREATE_PROJECT = `export const createProject = (body) => ask('/projects', { method: 'POST', body: JSON.stringify(body) });`;

const bundles: BundleSources = {
  oneCall: GET_PROJECT,
  twoCalls: `${GET_PROJECT}\n${CREATE_PROJECT}`,
  everything: `${GET_PROJECT}\n${CREATE_PROJECT}`,
};

export const bareFetch: Peer = {
  name: 'bare fetch',
  bundles,
  remarks: { wait: 'manual loop, 2 s', list: 'manual loop, limit=400' },
  async open({ baseUrl, fetch = globalThis.fetch }) {
    const headers = { authorization: 'Bearer bench-key', 'content-type': 'application/json' };
    const ask = async <Answer>(path: string, init: RequestInit = {}): Promise<Answer> => {
      const response = await fetch(`${baseUrl}${path}`, { ...init, headers });
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return (await response.json()) as Answer;
    };
    return {
      getProject: (id) => ask(`/projects/${id}`),
      async listProjects() {
        let count = 0;
        for (let cursor = ''; ; ) {
          const page = await ask<{ projects: unknown[]; pagination?: { cursor?: string } }>(
            `/projects?limit=400${cursor && `&cursor=${cursor}`}`,
          );
          count += page.projects.length;
          cursor = page.pagination?.cursor ?? '';
          if (!cursor || page.projects.length === 0) return count;
        }
      },
      async createProjectAndWait() {
        const body = JSON.stringify({ project: {} });
        let { operations } = await ask<{ operations: Operation[] }>('/projects', { method: 'POST', body });
        while (operations.some(({ status }) => status !== 'finished')) {
          await new Promise((resolve) => setTimeout(resolve, POLL_EVERY_MS));
          operations = await Promise.all(
            operations.map(async ({ id, project_id }) => {
              const path = `/projects/${project_id}/operations/${id}`;
              return (await ask<{ operation: Operation }>(path)).operation;
            }),
          );
        }
        return operations;
      },
    };
  },
};
