import { describe, expect, test } from 'vitest';
import { type ContractCall, contractCalls, resolve, type Schema } from '../../test/contract.ts';
import { stubFetch } from '../../test/stub-fetch.ts';
import { EXCEPTIONAL_ROUTES } from '../generated/exceptional-routes.ts';
import * as operations from '../generated/operations.ts';
import { createNeonClient } from '../typed-methods/index.ts';
import type { NeonCaller, OperationDescriptor } from './neon-caller.ts';
import { orgInProject, orgInQuery } from './organization.ts';

const ORG = 'org-one-1';

/** Where an operation takes an organization, except in its path. */
function placesOf({ parameters, body }: ContractCall): string[] {
  const inQuery = parameters.some(({ in: place, name }) => place === 'query' && name === 'org_id');
  return [...(inQuery ? ['query'] : []), ...(body ? fieldsOf(body.schema, 'body') : [])];
}

function fieldsOf(schema: Schema, path: string, depth = 0): string[] {
  if (depth > 3) return [];
  const { properties = {} } = resolve(schema);
  return Object.entries(properties).flatMap(([name, child]) =>
    name === 'org_id' ? [path] : fieldsOf(child, `${path}.${name}`, depth + 1),
  );
}

const descriptors = new Map<string, OperationDescriptor>();
const recorder = { call: async (descriptor: OperationDescriptor) => void descriptors.set(descriptor.id, descriptor) };
for (const operation of Object.values(operations)) void operation(recorder as unknown as NeonCaller, {} as never);

describe('the organization of a client', () => {
  test.each(contractCalls())(
    'is added to $method $path exactly where the operation takes it, in both styles',
    (call) => {
      const { org } = descriptors.get(call.operationId) ?? {};
      const given = { body: { project: {} } };
      const { org_id: inQuery, body } = (org?.(given, ORG) ?? given) as {
        org_id?: string;
        body: { org_id?: string; project: { org_id?: string } };
      };
      const places = [
        ...(inQuery === ORG ? ['query'] : []),
        ...(body.org_id === ORG ? ['body'] : []),
        ...(body.project.org_id === ORG ? ['body.project'] : []),
      ];
      expect(places).toEqual(placesOf(call));
      expect(EXCEPTIONAL_ROUTES[`${call.method} ${call.path.replace(/\w+(?=\})/g, '')}`]?.org).toBe(org);
    },
  );

  test('is overridden by the organization of a call', () => {
    expect(orgInQuery({ org_id: 'org-two-2' }, ORG)).toEqual({ org_id: 'org-two-2' });
    expect(orgInQuery({ org_id: undefined }, ORG)).toEqual({ org_id: ORG });
    const body = { project: { org_id: 'org-two-2' } };
    expect(orgInProject({ body }, ORG)).toEqual({ body });
  });

  test('is named as the remedy if Neon requires one', async () => {
    const answer = () => Response.json({ code: '', message: 'org_id is required' }, { status: 400 });
    const neon = createNeonClient({ apiKey: 'key', fetch: stubFetch(answer).fetch });
    await expect(operations.listProjects(neon)).rejects.toThrow(/org_id is required .*Set orgId\.$/);
  });

  test('is sent by both styles', async () => {
    const { fetch, sent } = stubFetch(() => Response.json({ projects: [] }));
    const neon = createNeonClient({ apiKey: 'key', orgId: ORG, fetch });
    await neon.GET('/projects', { params: { query: { limit: 5 } } });
    await neon.POST('/projects', { body: { project: { name: 'a' } } });
    await operations.listProjects(neon);
    await operations.acceptProjectTransferRequest(neon, { project_id: 'p', request_id: 'r' });
    expect(sent.map(({ url, body }) => [new URL(url).search, body ?? null])).toEqual([
      [`?limit=5&org_id=${ORG}`, null],
      ['', JSON.stringify({ project: { name: 'a', org_id: ORG } })],
      [`?org_id=${ORG}`, null],
      ['', JSON.stringify({ org_id: ORG })],
    ]);
  });
});
