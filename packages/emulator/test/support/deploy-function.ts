import type { NeonFunctionDeployment } from '@neon-api/types';
import type { Emulator } from '../../src/start/index.ts';

export interface DeployedFunction {
  readonly status: number;
  readonly deployment: NeonFunctionDeployment;
}

/** Deploys a function with a multipart form, as clients do. `branchPath` is `/projects/ID/branches/ID`. */
export async function deployFunction(
  { apiUrl, apiKey }: Pick<Emulator, 'apiUrl' | 'apiKey'>,
  branchPath: string,
  slug: string,
  fields: Readonly<Record<string, string | Blob>> = { zip: new Blob(['PK']) },
): Promise<DeployedFunction> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const response = await fetch(`${apiUrl}${branchPath}/functions/${slug}/deployments`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${apiKey}` },
    body: form,
  });
  const { deployment } = (await response.json()) as { deployment: NeonFunctionDeployment };
  return { status: response.status, deployment };
}
