import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sharedContract } from '../../src/contract/index.ts';
import { expandFields, type JudgedField, judgeFields } from '../../src/coverage-page/index.ts';
import { BODY_PROBES } from './bodies/index.ts';
import { EFFECT_TESTS, EFFECT_TESTS_BY_ENDING } from './effect-tests.ts';
import { type FieldWorld, startFieldWorld } from './field-world.ts';
import { shows, valuesOf } from './read-values.ts';
import { REJECTIONS } from './rejections.ts';
import { VARIATIONS, type Variation } from './variations.ts';

const { document, operations } = sharedContract();
const fields = expandFields(judgeFields(document, operations));
const methods = new Map(operations.map(({ operationId, method }) => [operationId, method]));

/** Fields whose values a later response showed. */
const shownLater = new Set<string>();
/** Fields and parameters that changed a response, and rejected ones that a response named. */
const answered = new Set<string>();

const fieldsOf = (operationId: string): readonly JudgedField[] => fields.get(operationId) ?? [];

async function inWorld<Value>(work: (world: FieldWorld) => Promise<Value>): Promise<Value> {
  const world = await startFieldWorld();
  try {
    return await work(world);
  } finally {
    await world.emulator.stop();
  }
}

function call({ api }: FieldWorld, method: string, path: string, body?: unknown): ReturnType<FieldWorld['api']['get']> {
  const send = { GET: api.get, POST: api.post, PUT: api.put, PATCH: api.patch, DELETE: api.delete }[method];
  if (!send) throw new Error(`Unknown method ${method}.`);
  return send(path, body);
}

describe('a request is accepted, and later responses show what it sent', () => {
  test.each(Object.entries(BODY_PROBES))('%s', (key, probe) =>
    inWorld(async (world) => {
      const [operationId = ''] = key.split(' ');
      await probe.prepare?.(world);
      const sent = probe.body(world);
      const answer = probe.send
        ? await probe.send(world)
        : await call(world, methods.get(operationId) ?? '', probe.path(world), sent);
      expect(answer).toMatchObject({ status: expect.toSatisfy((status: number) => status < 300) });
      const { body } = answer as { readonly body: never };
      const shown: unknown[] = [];
      for (const path of probe.reads(world, body)) shown.push(await read(world, path, body));
      const found = fieldsOf(operationId).filter(({ name }) => isShown(sent, name, shown));
      expect(found).not.toEqual([]);
      for (const { name } of found) shownLater.add(`${operationId} ${name}`);
    }),
  );
});

async function read(world: FieldWorld, path: string, answer: unknown): Promise<unknown> {
  if (path === 'answer') return answer;
  return path === 'state' ? world.readState() : (await world.api.get(path)).body;
}

function isShown(sent: object, name: string, shown: readonly unknown[]): boolean {
  const values = name in sent ? [(sent as Record<string, unknown>)[name]] : valuesOf(sent, name);
  const leaf = name.replace(/^.*[.?]|\[\]/g, '');
  return values.length > 0 && values.every((value) => shows(shown, leaf, value));
}

describe('another value gets another response', () => {
  test.each(Object.entries(VARIATIONS))('%s', async (operationId, variation) => {
    const names = await inWorld(async (world) => Object.keys(variation.values(world)));
    // A request that changes something gets a new world for each of its fields.
    for (const group of variation.byStatus ? names.map((name) => [name]) : [names]) {
      await inWorld(async (world) => {
        await variation.prepare?.(world);
        for (const name of group) await compare(world, operationId, name, variation);
      });
    }
  });
});

async function compare(world: FieldWorld, operationId: string, name: string, variation: Variation): Promise<void> {
  const [first, second] = variation.values(world)[name] ?? [];
  const answer = await vary(world, operationId, name, first);
  expect({ name, answer: await vary(world, operationId, name, second) }).not.toEqual({ name, answer });
  const field = variation.body ? name : `?${name}`;
  for (const key of fieldsOf(operationId).map((each) => each.name)) {
    if (key === field || key.startsWith(`${field}[]`)) answered.add(`${operationId} ${key}`);
  }
}

/** Sends a request with one value of a parameter or field; undefined omits it. */
async function vary(world: FieldWorld, operationId: string, name: string, value: unknown): Promise<object> {
  const { path, body, byStatus = false } = VARIATIONS[operationId] ?? {};
  const [plainPath = '', query] = path?.(world).split('?') ?? [];
  const params = new URLSearchParams(query);
  const method = methods.get(operationId) ?? '';
  if (!body && value !== undefined) params.set(name, String(value));
  const sent = body && { ...body(world), [name]: value };
  const answer = await call(world, method, `${plainPath}?${params}`, sent);
  await world.emulator.settle();
  expect(answer).toMatchObject({ status: expect.toSatisfy((status: number) => status < 500) });
  return byStatus ? { status: answer.status } : { body: { ...(answer.body as object), request_id: '' } };
}

describe('a rejected field is named by the response', () => {
  test.each(Object.entries(REJECTIONS))('%s', (key, { path, body }) =>
    inWorld(async (world) => {
      const [operationId = '', names = ''] = key.split(' ');
      const answer = await call(world, methods.get(operationId) ?? '', path(world), body);
      for (const name of names.split(',')) {
        expect(JSON.stringify(answer.body)).toContain(name);
        answered.add(`${operationId} ${name}`);
      }
    }),
  );
});

test('the tests of effects exist', () => {
  const named = [...Object.values(EFFECT_TESTS), ...Object.values(EFFECT_TESTS_BY_ENDING)];
  const exists = ([file, title]: readonly [string, string]): boolean =>
    readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8').includes(title);
  expect(named.filter((test) => !exists(test))).toEqual([]);
});

// Runs last: it needs what the probes above have seen.
test('every field is proved here: stored in bodies, effective in variations or effect-tests, rejected in rejections', () => {
  const named = new Set(Object.keys(EFFECT_TESTS).flatMap((key) => expandKey(key)));
  const all = operations.flatMap(({ operationId }) =>
    fieldsOf(operationId).map((field) => ({ ...field, key: `${operationId} ${field.name}` })),
  );
  const endings = Object.keys(EFFECT_TESTS_BY_ENDING);
  const hasTest = (key: string): boolean => named.has(key) || endings.some((ending) => key.endsWith(ending));
  const unproved = all.filter(({ key, effect }) => {
    if (answered.has(key)) return false;
    return effect === 'effective' ? !hasTest(key) : effect === 'rejected' || !shownLater.has(key);
  });
  expect(unproved.map(({ key, effect }) => `${effect}: ${key}`)).toEqual([]);
  expect(endings.filter((ending) => !all.some(({ key }) => key.endsWith(ending)))).toEqual([]);
  const known = new Set(all.map(({ key }) => key));
  expect([...named].filter((key) => !known.has(key))).toEqual([]);
});

/** Splits `operation a,b` into a key for each field. */
function expandKey(key: string): string[] {
  const [operationId = '', names = ''] = key.split(' ');
  return names.split(',').map((name) => `${operationId} ${name}`);
}
