import type { FetchEmulator } from '@neon-api/emulator/fetch';
import type { Branch, Operation } from '@neon-api/types';
import type { EmulatorView } from './protocol.ts';

interface Listed {
  readonly projects: readonly { readonly id: string; readonly name: string; readonly created_at: string }[];
}

/** Reads the latest project of an emulator with its branches and operations; undefined if it has none. */
export async function readView({ fetch, apiUrl, apiKey, orgId }: FetchEmulator): Promise<EmulatorView | undefined> {
  const read = async <Body>(path: string): Promise<Body> => {
    const response = await fetch(`${apiUrl}${path}`, { headers: { Authorization: `Bearer ${apiKey}` } });
    return (await response.json()) as Body;
  };
  const { projects } = await read<Listed>(`/projects?org_id=${orgId}`);
  const latest = [...projects].sort((a, b) => (a.created_at < b.created_at ? 1 : -1))[0];
  if (latest === undefined) return undefined;
  const [{ branches }, { operations }] = await Promise.all([
    read<{ branches?: Branch[] }>(`/projects/${latest.id}/branches`),
    read<{ operations?: Operation[] }>(`/projects/${latest.id}/operations`),
  ]);
  // A program may delete the project meanwhile. Then the responses are errors.
  return branches && operations ? { projectName: latest.name, branches, operations } : undefined;
}
