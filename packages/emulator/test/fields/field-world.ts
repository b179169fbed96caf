import type { GetOrganizationMembersResponse } from '@neon-api/types';
import { deployFunction } from '../support/deploy-function.ts';
import { startTestEmulator, type TestEmulator } from '../support/use-emulator.ts';

/** An emulator with one resource of each kind, for requests that send every field. */
export interface FieldWorld extends TestEmulator {
  readonly org: string;
  readonly member: string;
  readonly project: string;
  /** The path of the project. */
  readonly at: string;
  readonly endpoint: string;
  readonly branch: string;
  /** The path of the default branch: with a function `hello`, a bucket `files`, and a snapshot. */
  readonly main: string;
  readonly snapshot: string;
  /** A child branch without an endpoint, with Neon Auth and a Data API. */
  readonly child: string;
  readonly childAt: string;
  readonly authUser: string;
  /** A trigger of the default branch for uploads. */
  readonly trigger: string;
  /** The path of an anonymized branch. */
  readonly maskedAt: string;
  /** RFC 3339: when everything existed. */
  readonly readyAt: string;
  /** Reads the emulator's state, for what no operation shows. */
  readState(): Promise<unknown>;
}

export async function startFieldWorld(): Promise<FieldWorld> {
  const test = await startTestEmulator();
  const { api, emulator, createProject } = test;
  const { project, branch, endpoints } = await createProject();
  const at = `/projects/${project.id}`;
  const main = `${at}/branches/${branch.id}`;
  const { body: created } = await api.post<{ branch: { id: string } }>(`${at}/branches`, { branch: { name: 'child' } });
  await emulator.settle();
  const child = created.branch.id;
  const childAt = `${at}/branches/${child}`;
  const org = project.org_id ?? '';
  const { body: members } = await api.get<GetOrganizationMembersResponse>(`/organizations/${org}/members`);
  await api.post(`${childAt}/auth`, { auth_provider: 'mock' });
  await api.post(`${childAt}/auth/domains`, { auth_provider: 'mock', domain: 'https://old.example' });
  const { body: user } = await api.post<{ id: string }>(`${childAt}/auth/users`, { email: 'first@example.com' });
  await api.post(`${childAt}/data-api/neondb`, {});
  await deployFunction(emulator, main, 'hello');
  await api.post(`${main}/buckets`, { name: 'files' });
  const { body: made } = await api.post<{ trigger: { trigger_id: string } }>(`${main}/triggers`, {
    type: 'storage_object_created',
    name: 'on-upload',
    function_slug: 'hello',
    storage_object_created: { bucket_name: 'files' },
  });
  const { body: taken } = await api.post<{ snapshot: { id: string } }>(`${main}/snapshot`);
  await emulator.settle();
  const { body: masked } = await api.post<{ branch: { id: string } }>(`${at}/branch_anonymized`, {});
  await emulator.settle();
  return {
    ...test,
    org,
    member: members.members[0]?.member.id ?? '',
    project: project.id,
    at,
    endpoint: endpoints[0]?.id ?? '',
    branch: branch.id,
    main,
    snapshot: taken.snapshot.id,
    child,
    childAt,
    authUser: user.id,
    trigger: made.trigger.trigger_id,
    maskedAt: `${at}/branches/${masked.branch.id}`,
    readyAt: new Date(emulator.clock.now()).toISOString(),
    async readState() {
      const { origin } = new URL(emulator.apiUrl);
      const headers = { Authorization: `Bearer ${emulator.adminToken}` };
      return (await fetch(`${origin}/__emulator/state`, { headers })).json();
    },
  };
}
