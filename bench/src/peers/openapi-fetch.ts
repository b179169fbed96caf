import type { paths } from '@neon-api/types';
import type { BundleSources, Peer } from './peer.ts';

const CLIENT = `import createClient from 'openapi-fetch';
const neon = createClient({ baseUrl: 'https://console.neon.tech/api/v2', headers: { authorization: \`Bearer \${process.env.NEON_API_KEY}\` } });
export const getProject = (project_id) => neon.GET('/projects/{project_id}', { params: { path: { project_id } } });`;
const CREATE = `export const createProject = (body) => neon.POST('/projects', { body });`;

const bundles: BundleSources = {
  oneCall: CLIENT,
  twoCalls: `${CLIENT}\n${CREATE}`,
  everything: `${CLIENT}\n${CREATE}`,
};

export const openapiFetch: Peer = {
  name: 'openapi-fetch',
  packageName: 'openapi-fetch',
  bundles,
  remarks: { wait: 'none', list: 'manual loop, limit: 400' },
  async open({ baseUrl, fetch }) {
    const { default: createClient } = await import('openapi-fetch');
    const headers = { authorization: 'Bearer bench-key' };
    const neon = createClient<paths>({
      baseUrl,
      headers,
      ...(fetch && { fetch: (request: Request) => fetch(request) }),
    });
    return {
      async getProject(project_id) {
        const { data, error } = await neon.GET('/projects/{project_id}', { params: { path: { project_id } } });
        if (error) throw new Error(error.message);
        return data;
      },
      async listProjects() {
        let count = 0;
        for (let cursor: string | undefined; ; ) {
          const query = { limit: 400, ...(cursor && { cursor }) };
          const { data } = await neon.GET('/projects', { params: { query } });
          count += data?.projects.length ?? 0;
          cursor = data?.pagination?.cursor;
          if (!cursor || data?.projects.length === 0) return count;
        }
      },
    };
  },
};
