import type { State } from '../state/index.ts';

/**
 * Returns lines for the hosts file: each endpoint, pooled and direct, and the host to which Neon's serverless driver
 * sends HTTP queries (`api.` in place of the endpoint).
 */
export function hostLines({ projects }: Pick<State, 'projects'>): string[] {
  const endpoints = [...projects.values()]
    .filter(({ isDeleted }) => !isDeleted)
    .flatMap((project) => [...project.endpoints.values()]);
  const apiHosts = new Set(endpoints.map(({ proxy_host }) => `api.${proxy_host}`));
  const hosts = endpoints.flatMap(({ id, proxy_host }) => [`${id}.${proxy_host}`, `${id}-pooler.${proxy_host}`]);
  return [...apiHosts, ...hosts].map((host) => `127.0.0.1 ${host}`);
}
