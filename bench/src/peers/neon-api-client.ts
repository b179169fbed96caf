import type { BundleSources, Peer } from './peer.ts';

const clientFrom = (entry: string): string => `import { createNeonClient } from '${entry}';
export const neon = createNeonClient();`;
const CLIENT = clientFrom('@neon-api/client');
const MINIMAL = clientFrom('@neon-api/client/minimal');
const two = (client: string, more = ''): string =>
  `${client}\nexport { createProject, getProject } from '@neon-api/client/operations';\n${more}`;
const PAGES = `export { paginate } from '@neon-api/client'; export { listProjects } from '@neon-api/client/operations';`;
const WAITS = `export { callAndWait, isNeonError, NeonApiError } from '@neon-api/client';`;

/** Helpers that do not wait for operations. */
const HELPERS = ['findBranch', 'connectionUris', 'compareBranches', 'planCleanup', 'rotateApiKey', 'transferProject'];
const WAITING_HELPERS = ['provisionProject', 'ensureBranch', 'ensurePreviewBranch'];
const helperBundles = Object.fromEntries(
  [...HELPERS, ...WAITING_HELPERS].map((name) => [
    `helper ${name}`,
    `${MINIMAL}\nexport { ${name} } from '@neon-api/helpers';`,
  ]),
);

const bundles: BundleSources = {
  oneCall: `${CLIENT}\nexport { getProject } from '@neon-api/client/operations';`,
  twoCalls: two(CLIENT),
  everything: `export * from '@neon-api/client'; export * from '@neon-api/client/operations';`,
  further: {
    'minimal two calls': two(MINIMAL),
    'minimal all functions': `${MINIMAL}\nexport * from '@neon-api/client/operations';`,
    'minimal two calls and paginate': two(MINIMAL, PAGES),
    'minimal two calls and callAndWait': two(MINIMAL, WAITS),
    'two calls by path': `${CLIENT}
export const getProject = (path) => neon.GET('/projects/{project_id}', { params: { path } });
export const createProject = (body) => neon.POST('/projects', { body });`,
    'two calls and paginate': two(CLIENT, PAGES),
    'two calls and callAndWait': two(CLIENT, WAITS),
    'all functions': `${CLIENT}\nexport * from '@neon-api/client/operations';`,
    ...helperBundles,
  },
};

// Limits that are never reached. The short window keeps the number of remembered requests as low as with Neon's limits.
const PLENTY = { requests: 1e9, windowMs: 10 };
const CLOCK = { now: () => Date.now(), sleep: () => Promise.resolve() };

/** Our client, called by path like openapi-fetch. */
export const neonApiClientByPath: Peer = {
  name: '@neon-api/client, GET',
  async open({ baseUrl, fetch }) {
    const { createNeonClient } = await import('@neon-api/client');
    const neon = createNeonClient({ apiKey: 'bench-key', baseUrl, ...(fetch && { fetch }) });
    return {
      getProject: (project_id) => neon.GET('/projects/{project_id}', { params: { path: { project_id } } }),
    };
  },
};

/** Our client with every policy on. */
export const neonApiClient: Peer = {
  name: '@neon-api/client',
  packageName: '@neon-api/client',
  bundles,
  async open({ baseUrl, fetch }) {
    const { callAndWait, createNeonClient, createRateLimiter, paginate } = await import('@neon-api/client');
    const { createProject, getProject, listProjects } = await import('@neon-api/client/operations');
    // By default, loopback has no rate limiter. This one counts requests as usual, but never delays them.
    const rateLimit = baseUrl.startsWith('https:') || createRateLimiter(CLOCK, { account: PLENTY, route: PLENTY });
    const neon = createNeonClient({ apiKey: 'bench-key', baseUrl, rateLimit, ...(fetch && { fetch }) });
    return {
      getProject: (project_id) => getProject(neon, { project_id }),
      listProjects: async () => (await paginate(neon, listProjects).collect()).length,
      createProjectAndWait: () => callAndWait(neon, createProject, { body: { project: {} } }),
    };
  },
};
