import type { BundleSources, Peer } from './peer.ts';

const CLIENT = `import { createApiClient } from '@neondatabase/api-client';
const neon = createApiClient({ apiKey: process.env.NEON_API_KEY });
export const getProject = (id) => neon.getProject(id);`;

const bundles: BundleSources = {
  oneCall: CLIENT,
  twoCalls: `${CLIENT}\nexport const createProject = (body) => neon.createProject(body);`,
  everything: `export * from '@neondatabase/api-client';`,
};

export const neondatabaseApiClient: Peer = {
  name: '@neondatabase/api-client',
  packageName: '@neondatabase/api-client',
  bundles,
  remarks: { wait: 'none', list: 'manual loop, limit: 400' },
  async open({ baseUrl, fetch }) {
    const { createApiClient } = await import('@neondatabase/api-client');
    // By default, axios uses node:http. A stubbed fetch needs the fetch adapter.
    const adapter = fetch && ({ adapter: 'fetch', env: { fetch, Request, Response } } as object);
    const neon = createApiClient({ apiKey: 'bench-key', baseURL: baseUrl, ...adapter });
    return {
      getProject: async (id) => (await neon.getProject(id)).data,
      async listProjects() {
        let count = 0;
        for (let cursor: string | undefined; ; ) {
          const { data } = await neon.listProjects({ limit: 400, ...(cursor && { cursor }) });
          count += data.projects.length;
          cursor = data.pagination?.cursor;
          if (!cursor || data.projects.length === 0) return count;
        }
      },
    };
  },
};
