import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../src/generated/operations.ts';
import { type CallOptions, createNeonClient, form as formEncoder, multipart, type NeonClient } from '../src/index.ts';
import { ID_NAME } from '../src/transport/index.ts';
import { type ContractCall, contractCalls, resolve, sampleOf } from './contract.ts';

interface Heard {
  readonly method: string | undefined;
  readonly path: string;
  readonly query: readonly [string, string][];
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

const CALLS = contractCalls();
const FUNCTIONS = new Map(Object.entries(operations as unknown as Record<string, (...args: unknown[]) => unknown>));

let server: Server;
let neon: NeonClient;
let heard: Heard[];
let answerTo: ContractCall;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://echo');
    const body = Buffer.concat(await request.toArray());
    heard.push({ method: request.method, path: pathname, query: [...searchParams], headers: request.headers, body });
    const { status, mediaType } = answerTo.success;
    response.writeHead(status, mediaType ? { 'content-type': mediaType } : {});
    response.end(mediaType ? '{"echo":true}' : '');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  neon = createNeonClient({ apiKey: 'test-key', baseUrl: `http://127.0.0.1:${port}/api/v2`, retry: false });
});

afterAll(() => server.close());

function samplesOf({ parameters }: ContractCall, place: 'path' | 'query'): [string, unknown][] {
  return parameters.filter((parameter) => parameter.in === place).map(({ name, schema }) => [name, sampleOf(schema)]);
}

async function hear(call: ContractCall, options?: CallOptions): Promise<{ one: Heard; body: unknown; value: unknown }> {
  heard = [];
  answerTo = call;
  const body = call.body && sampleOf(call.body.schema);
  const params = Object.fromEntries([...samplesOf(call, 'path'), ...samplesOf(call, 'query')]);
  const value = await FUNCTIONS.get(call.operationId)?.(
    neon,
    body === undefined ? params : { ...params, body },
    options,
  );
  expect(heard).toHaveLength(1);
  return { one: heard[0] as Heard, body, value };
}

describe('every operation of the contract', () => {
  test('has a function, and there are no other functions', () => {
    expect([...FUNCTIONS.keys()].sort()).toEqual(CALLS.map(({ operationId }) => operationId).sort());
    expect(CALLS).toHaveLength(180);
  });

  test.each(CALLS.map((call) => [call.operationId, call] as const))(
    '%s is sent as the contract defines it',
    async (_, call) => {
      const { one, body, value } = await hear(call);
      const path = samplesOf(call, 'path').reduce(
        (route, [name, sample]) => route.replace(`{${name}}`, encodeURIComponent(String(sample))),
        call.path,
      );
      expect([one.method, one.path]).toEqual([call.method, `/api/v2${path}`]);
      const query = samplesOf(call, 'query').flatMap(([name, sample]) =>
        [sample].flat().map((one) => [name, String(one)]),
      );
      expect([...one.query].sort()).toEqual(query.sort());
      expect(one.headers).toMatchObject({ authorization: 'Bearer test-key', 'user-agent': 'neon-api-client' });
      expect(one.headers['content-type']?.split(';')[0]).toBe(call.body?.mediaType);
      if (call.body?.mediaType === 'application/json') expect(JSON.parse(one.body.toString())).toEqual(body);
      else if (!call.body) expect(one.body).toHaveLength(0);

      const { mediaType } = call.success;
      if (mediaType === 'application/octet-stream') {
        expect(await new Response(value as ReadableStream).text()).toBe('{"echo":true}');
      } else expect([undefined, { echo: true }]).toContainEqual(value);
    },
  );

  test.each(CALLS.map((call) => [`${call.method} ${call.path}`, call] as const))(
    '%s sends and returns the same as its function',
    async (_, call) => {
      const { one: byFunction, body, value } = await hear(call);
      const isMultipart = call.body?.mediaType === 'multipart/form-data';
      heard = [];
      const [path, query] = (['path', 'query'] as const).map((place) => Object.fromEntries(samplesOf(call, place)));
      const byPath = neon as unknown as Record<string, (route: string, options: object) => Promise<{ data: unknown }>>;
      const { data } =
        (await byPath[call.method]?.(call.path, {
          params: { path, query },
          body,
          ...(isMultipart && { bodyEncoding: multipart }),
        })) ?? {};
      const [one] = heard as [Heard];
      const type = (headers: Heard['headers']): string | undefined => headers['content-type']?.split(';')[0];
      expect([one.method, one.path, one.query]).toEqual([byFunction.method, byFunction.path, byFunction.query]);
      expect(type(one.headers)).toBe(type(byFunction.headers));
      // The boundary between parts is random.
      if (!isMultipart) expect(one.body.toString()).toBe(byFunction.body.toString());
      if (value instanceof ReadableStream) {
        expect(await new Response(data as ReadableStream).text()).toBe(await new Response(value).text());
      } else expect(data).toEqual(value);
    },
  );

  test('with a file sends its fields as multipart', async () => {
    const [call] = CALLS.filter(({ body }) => body?.mediaType === 'multipart/form-data');
    const { one, body } = await hear(call as ContractCall);
    const type = String(one.headers['content-type']);
    const form = await new Response(new Uint8Array(one.body), { headers: { 'content-type': type } }).formData();
    expect([...form.keys()].sort()).toEqual(Object.keys(body as object).sort());
  });

  test('with a JSON body can be sent as a form', async () => {
    const createProject = CALLS.find(({ operationId }) => operationId === 'createProject') as ContractCall;
    heard = [];
    answerTo = createProject;
    const project = { name: 'a b', settings: { allowed_ips: { ips: ['10.0.0.1', '::1'] }, hipaa: false } };
    await operations.createProject(neon, { body: { project } }, { bodyEncoding: formEncoder });
    expect(heard[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect([...new URLSearchParams(heard[0]?.body.toString())]).toEqual([
      ['project[name]', 'a b'],
      ['project[settings][allowed_ips][ips][0]', '10.0.0.1'],
      ['project[settings][allowed_ips][ips][1]', '::1'],
      ['project[settings][hipaa]', 'false'],
    ]);
  });
});

describe('the copy of the contract in the client', () => {
  test('has the right ids for the pattern that it checks', () => {
    const parameters = CALLS.flatMap((call) => call.parameters).filter((parameter) => parameter.in === 'path');
    for (const { name, schema } of parameters) {
      expect([name, resolve(schema).pattern === '^[a-z0-9-]{1,60}$']).toEqual([name, ID_NAME.test(name)]);
    }
  });

  test('is right that, of the calls that return JSON, only DELETE may respond with 204', () => {
    const both = CALLS.filter(
      ({ success, successStatuses }) => success.mediaType !== undefined && successStatuses.includes(204),
    );
    expect(both.length).toBeGreaterThan(0);
    expect(new Set(both.map(({ method }) => method))).toEqual(new Set(['DELETE']));
  });
});
