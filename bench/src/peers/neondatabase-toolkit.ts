import type { BundleSources, Peer } from './peer.ts';

const CLIENT = `import { NeonToolkit } from '@neondatabase/toolkit';
const toolkit = new NeonToolkit(process.env.NEON_API_KEY);
export const getProject = (id) => toolkit.apiClient.getProject(id);`;

const bundles: BundleSources = {
  oneCall: CLIENT,
  twoCalls: `${CLIENT}\nexport const createProject = (body) => toolkit.createProject(body);`,
  everything: `export * from '@neondatabase/toolkit';`,
};

/** Only its size and import are measured, if it is installed. It accepts neither a base URL nor a fetch for calls. */
export const neondatabaseToolkit: Peer = {
  name: '@neondatabase/toolkit',
  packageName: '@neondatabase/toolkit',
  bundles,
  open: () => Promise.reject(new Error('@neondatabase/toolkit only sends requests to Neon.')),
};
