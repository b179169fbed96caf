import type { BundleSources, Peer } from './peer.ts';

const CLIENT = `import { NeonToolkit } from '@neondatabase/toolkit';
const toolkit = new NeonToolkit(process.env.NEON_API_KEY);
export const getProject = (id) => toolkit.apiClient.getProject(id);`;

const bundles: BundleSources = {
  oneCall: CLIENT,
  twoCalls: `${CLIENT}\nexport const createProject = (body) => toolkit.createProject(body);`,
  everything: `export * from '@neondatabase/toolkit';`,
};

/** Measured where it is installed: its size and its import. It takes neither a base URL nor a fetch, so no calls. */
export const neondatabaseToolkit: Peer = {
  name: '@neondatabase/toolkit',
  packageName: '@neondatabase/toolkit',
  bundles,
  open: () => Promise.reject(new Error('@neondatabase/toolkit cannot be pointed at another host than Neon’s.')),
};
