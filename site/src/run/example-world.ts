import type { FetchEmulator } from '@neon-api/emulator/fetch';
import { type ExampleId, EXAMPLE_IDS as IDS, EXAMPLE_NAMES as NAMES } from '../example-ids.ts';

/** Prepares the emulator of the page for the examples of operations: what they name exists. */
export interface ExampleWorld {
  /** Creates what the code uses and does not exist yet. Returns the code with the ids of this emulator. */
  prepare(code: string): Promise<string>;
}

type Ids = Partial<Record<ExampleId, string>>;

interface World {
  readonly ids: Ids;
  /** Sends a request, and returns the body of the response; undefined if it is empty. */
  // biome-ignore lint/suspicious/noExplicitAny: bodies of many operations
  call(method: string, path: string, body?: object): Promise<any>;
  readonly fetch: FetchEmulator['fetch'];
  settle(): Promise<void>;
}

/** Something that an example needs. */
interface Recipe {
  /** An id or a name in the code that asks for it. */
  readonly when: RegExp;
  /** Returns the ids of what it made. */
  make(world: World): Promise<Ids>;
}

const quoted = (value: string): RegExp => new RegExp(`'${value.replaceAll(/[.]/g, '\\.')}'`);
const parameter = (name: string, value: string): RegExp => new RegExp(`\\b${name}: ${quoted(value).source}`);
const onProject = ({ ids }: World): string => `/projects/${ids.project}`;
const onBranch = (world: World): string => `${onProject(world)}/branches/${world.ids.branch}`;

/** In the order in which they are made. */
const RECIPES: readonly Recipe[] = [
  {
    when: parameter('role_name', NAMES.role),
    async make(world) {
      await world.call('POST', `${onBranch(world)}/roles`, { role: { name: NAMES.role } });
      return {};
    },
  },
  {
    when: quoted(IDS.operation),
    async make(world) {
      const { operations } = await world.call('GET', `${onProject(world)}/operations`);
      return { operation: operations[0].id };
    },
  },
  {
    when: quoted(IDS.member),
    async make(world) {
      const { members } = await world.call('GET', `/organizations/${world.ids.org}/members`);
      return { member: members[0].member.id };
    },
  },
  {
    when: quoted(IDS.permission),
    async make(world) {
      const { id } = await world.call('POST', `${onProject(world)}/permissions`, { email: 'ada@example.com' });
      return { permission: id };
    },
  },
  {
    when: quoted(IDS.transferRequest),
    async make(world) {
      const { id } = await world.call('POST', `${onProject(world)}/transfer_requests`);
      return { transferRequest: id };
    },
  },
  {
    when: quoted(IDS.jwks),
    async make(world) {
      const { jwks } = await world.call('POST', `${onProject(world)}/jwks`, {
        jwks_url: 'https://example.com/.well-known/jwks.json',
        provider_name: 'example',
      });
      return { jwks: jwks.id };
    },
  },
  {
    when: new RegExp(`: ${IDS.apiKey}\\b`),
    async make(world) {
      const { id } = await world.call('POST', '/api_keys', { key_name: 'example' });
      return { apiKey: `${id}` };
    },
  },
  {
    when: new RegExp(`: ${IDS.orgApiKey}\\b`),
    async make(world) {
      const { id } = await world.call('POST', `/organizations/${world.ids.org}/api_keys`, { key_name: 'example' });
      return { orgApiKey: `${id}` };
    },
  },
  {
    when: /\b(?:get|delete)\w*VPCEndpoint/,
    async make(world) {
      const tail = `vpc_endpoints/${NAMES.vpcEndpoint}`;
      const ofOrg = `/organizations/${world.ids.org}/vpc/region/${NAMES.region}/${tail}`;
      await world.call('POST', ofOrg, { label: 'example' });
      await world.call('POST', `${onProject(world)}/${tail}`, { label: 'example' });
      return {};
    },
  },
  {
    when: /\b(?!createNeonAuth(?:Integration)?\b)\w*NeonAuth/,
    async make(world) {
      await world.call('POST', `${onBranch(world)}/auth`, { auth_provider: 'better_auth' });
      return {};
    },
  },
  {
    when: /\bdelete(?:Branch)?NeonAuth\w*Domain/,
    async make(world) {
      const body = { auth_provider: 'better_auth', domain: NAMES.trustedDomain };
      await world.call('POST', `${onBranch(world)}/auth/domains`, body);
      return {};
    },
  },
  {
    when: quoted(IDS.authUser),
    async make(world) {
      const { id } = await world.call('POST', `${onBranch(world)}/auth/users`, { email: 'ada@example.com' });
      return { authUser: id };
    },
  },
  {
    when: parameter('bucket_name', NAMES.bucket),
    async make(world) {
      await world.call('POST', `${onBranch(world)}/buckets`, { name: NAMES.bucket });
      return {};
    },
  },
  {
    when: parameter('object_key', NAMES.object),
    async make(world) {
      const path = `${onBranch(world)}/buckets/${NAMES.bucket}/objects/${NAMES.object}/presign`;
      const { url, method, headers } = await world.call('POST', path, { operation: 'upload' });
      await world.fetch(url, { method, headers, body: 'the bytes of a picture' });
      return {};
    },
  },
  {
    when: new RegExp(`'(?:${NAMES.functionSlug}|${IDS.trigger})'|deleteProjectBranchCustomDomain`),
    async make(world) {
      await world.call('POST', `${onBranch(world)}/functions/${NAMES.functionSlug}/deployments`, deployment());
      return {};
    },
  },
  {
    when: quoted(IDS.trigger),
    async make(world) {
      const { trigger } = await world.call('POST', `${onBranch(world)}/triggers`, {
        ...{ function_slug: NAMES.functionSlug, name: 'example', type: 'schedule' },
        schedule: { cron: '*/15 * * * *' },
      });
      return { trigger: trigger.trigger_id };
    },
  },
  {
    when: /\bdeleteProjectBranchCustomDomain\b/,
    async make(world) {
      const body = { domain: NAMES.domain, entity_type: 'function', entity_id: NAMES.functionSlug };
      await world.call('POST', `${onBranch(world)}/custom-domains`, body);
      return {};
    },
  },
  {
    when: /\b(?:get|update|delete)ProjectBranchDataAPI\b/,
    async make(world) {
      await world.call('POST', `${onBranch(world)}/data-api/${NAMES.database}`);
      return {};
    },
  },
  {
    when: quoted(IDS.credential),
    async make(world) {
      const body = { principal_type: 'user', scopes: ['ai_gateway:invoke'] };
      const { token_id: credential } = await world.call('POST', `${onBranch(world)}/credentials`, body);
      return { credential };
    },
  },
  {
    when: quoted(IDS.snapshot),
    async make(world) {
      const { snapshot } = await world.call('POST', `${onBranch(world)}/snapshot`);
      await world.settle();
      return { snapshot: snapshot.id };
    },
  },
  {
    when: quoted(IDS.restoredBranch),
    async make(world) {
      const { snapshot } = await world.call('POST', `${onBranch(world)}/snapshot`);
      await world.settle();
      const { branch } = await world.call('POST', `${onProject(world)}/snapshots/${snapshot.id}/restore`);
      await world.settle();
      return { restoredBranch: branch.id };
    },
  },
  {
    when: quoted(IDS.anonymizedBranch),
    async make(world) {
      const { branch } = await world.call('POST', `${onProject(world)}/branch_anonymized`, {});
      await world.settle();
      return { anonymizedBranch: branch.id };
    },
  },
  {
    when: quoted(IDS.deletedBranch),
    async make(world) {
      const { branch } = await world.call('POST', `${onProject(world)}/branches`, { branch: { name: 'deleted' } });
      await world.settle();
      await world.call('DELETE', `${onProject(world)}/branches/${branch.id}`);
      await world.settle();
      return { deletedBranch: branch.id };
    },
  },
  {
    when: quoted(IDS.deletedProject),
    async make(world) {
      const { project } = await world.call('POST', '/projects', {
        project: { name: 'deleted', org_id: world.ids.org },
      });
      await world.settle();
      await world.call('DELETE', `/projects/${project.id}`);
      await world.settle();
      return { deletedProject: project.id };
    },
  },
];

function deployment(): FormData {
  const form = new FormData();
  form.append('zip', new Blob(['the bytes of a zip file']));
  return form;
}

/** Reads the seed's project from the emulator. */
export async function createExampleWorld(emulator: FetchEmulator): Promise<ExampleWorld> {
  const { fetch, apiUrl, apiKey, orgId } = emulator;
  const ids: Ids = { org: orgId };
  const world: World = {
    ids,
    fetch,
    settle: () => emulator.settle(),
    async call(method, path, body) {
      const isForm = body instanceof FormData;
      const headers = { Authorization: `Bearer ${apiKey}`, ...(isForm ? {} : { 'Content-Type': 'application/json' }) };
      const content = isForm ? body : body && JSON.stringify(body);
      const response = await fetch(`${apiUrl}${path}`, { method, headers, ...(content ? { body: content } : {}) });
      const text = await response.text();
      if (!response.ok) {
        const reason = `${method} ${path} answers ${text}`;
        throw new Error(`The example cannot be prepared: ${reason}. Choose "New emulator", and run it again.`);
      }
      return text === '' ? undefined : JSON.parse(text);
    },
  };
  const { projects } = await world.call('GET', `/projects?org_id=${orgId}`);
  ids.project = projects[0].id;
  const { branches } = await world.call('GET', `${onProject(world)}/branches`);
  for (const { id, default: isDefault } of branches) ids[isDefault ? 'branch' : 'childBranch'] = id;
  const { endpoints } = await world.call('GET', `${onProject(world)}/endpoints`);
  ids.endpoint = endpoints.find((endpoint: { branch_id: string }) => endpoint.branch_id === ids.branch).id;
  const made = new Set<Recipe>();

  return {
    async prepare(code) {
      for (const recipe of RECIPES) {
        if (made.has(recipe) || !recipe.when.test(code)) continue;
        made.add(recipe);
        Object.assign(ids, await recipe.make(world));
      }
      // The longest first, because one id contains another.
      const found = Object.entries(ids).sort(([a], [b]) => IDS[b as ExampleId].length - IDS[a as ExampleId].length);
      return found.reduce((text, [name, id]) => text.replaceAll(exampleId(name as ExampleId), id), code);
    },
  };
}

/** An example's id as a whole word, so that the reader's own ids stay as they are. */
function exampleId(name: ExampleId): RegExp {
  return new RegExp(`(?<![\\w-])${IDS[name]}(?![\\w-])`, 'g');
}
