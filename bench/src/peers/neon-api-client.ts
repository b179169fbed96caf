import type { BundleSources, Peer } from './peer.ts';

const CLIENT = `import { createNeonClient } from '@neon-api/client';
export const neon = createNeonClient();`;
const two = (more = ''): string =>
  `${CLIENT}\nexport { createProject, getProject } from '@neon-api/client/operations';\n${more}`;

/** Those of our helpers that wait for no operation, and some that do. */
const HELPERS = ['findBranch', 'connectionUris', 'compareBranches', 'planCleanup', 'rotateApiKey', 'transferProject'];
const WAITING_HELPERS = ['provisionProject', 'ensureBranch', 'previewBranch'];
const helperBundles = Object.fromEntries(
  [...HELPERS, ...WAITING_HELPERS].map((name) => [
    `helper ${name}`,
    `${CLIENT}\nexport { ${name} } from '@neon-api/helpers';`,
  ]),
);

const bundles: BundleSources = {
  oneCall: `${CLIENT}\nexport { getProject } from '@neon-api/client/operations';`,
  twoCalls: two(),
  everything: `export * from '@neon-api/client'; export * from '@neon-api/client/operations'; export * from '@neon-api/client/typed-methods';`,
  further: {
    'all functions': `${CLIENT}\nexport * from '@neon-api/client/operations';`,
    'two calls and paginate': two(
      `export { paginate } from '@neon-api/client'; export { listProjects } from '@neon-api/client/operations';`,
    ),
    'two calls and waitForOperations': two(`export { waitForOperations } from '@neon-api/client';`),
    'two calls and typedMethods': two(`export { typedMethods } from '@neon-api/client/typed-methods';`),
    'two calls and callAndWait': two(`export { callAndWait } from '@neon-api/client';`),
    ...helperBundles,
  },
};

// So short a window that it holds no more places than Neon's limits would.
const PLENTY = { requests: 1e9, windowMs: 10 };
const CLOCK = { now: () => Date.now(), sleep: () => Promise.resolve() };

/** Ours, with every policy on. */
export const neonApiClient: Peer = {
  name: '@neon-api/client',
  packageName: '@neon-api/client',
  bundles,
  async open({ baseUrl, fetch }) {
    const { callAndWait, createNeonClient, createRateLimiter, paginate } = await import('@neon-api/client');
    const { createProject, getProject, listProjects } = await import('@neon-api/client/operations');
    // On loopback the limiter is off by default. Here it counts like anywhere else, and never says wait.
    const rateLimit = baseUrl.startsWith('https:') || createRateLimiter(CLOCK, { account: PLENTY, route: PLENTY });
    const neon = createNeonClient({ apiKey: 'bench-key', baseUrl, rateLimit, ...(fetch && { fetch }) });
    return {
      getProject: (project_id) => getProject(neon, { project_id }),
      listProjects: async () => (await paginate(neon, listProjects).collect()).length,
      createProjectAndWait: () => callAndWait(neon, createProject, { body: { project: {} } }),
    };
  },
};
