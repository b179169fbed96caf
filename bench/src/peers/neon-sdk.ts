import type { BundleSources, Peer } from './peer.ts';

const CLIENT = `import { createNeonClient } from '@neon/sdk';
const neon = createNeonClient({ apiKey: process.env.NEON_API_KEY });
export const getProject = (projectId) => neon.projects.get({ projectId });`;
const RAW = `import { createClient, createConfig } from '@neon/sdk/raw';
export const client = createClient(createConfig({ baseUrl: 'https://console.neon.tech/api/v2', auth: process.env.NEON_API_KEY }));`;

const bundles: BundleSources = {
  oneCall: CLIENT,
  twoCalls: `${CLIENT}\nexport const createProject = (input) => neon.projects.create(input);`,
  everything: `export * from '@neon/sdk'; export * from '@neon/sdk/raw';`,
  further: {
    'raw, one call': `${RAW}\nexport { getProject } from '@neon/sdk/raw';`,
    'raw, two calls': `${RAW}\nexport { getProject, createProject } from '@neon/sdk/raw';`,
    'raw, everything': `export * from '@neon/sdk/raw';`,
  },
};

export const neonSdk: Peer = {
  name: '@neon/sdk',
  packageName: '@neon/sdk',
  bundles,
  async open({ baseUrl, fetch }) {
    const { createNeonClient } = await import('@neon/sdk');
    const neon = createNeonClient({ apiKey: 'bench-key', throwOnError: true, baseUrl, ...(fetch && { fetch }) });
    return {
      getProject: (projectId) => neon.projects.get({ projectId }),
      listProjects: async () => (await neon.projects.list().all()).length,
      createProjectAndWait: () => neon.projects.create(),
    };
  },
};
