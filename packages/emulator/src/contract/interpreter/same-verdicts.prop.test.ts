import { seededRandom } from '@neon-api/ground';
import { expect, test } from 'vitest';
import { drawValue } from '../../../test/support/draw-value.ts';
import { compileWithAjv } from '../compile-with-ajv.ts';
import { type Contract, createContract } from '../contract.ts';
import { type ContractOperation, FORM_MEDIA_TYPE } from '../contract-operations.ts';
import { convertSchema } from '../convert-schema.ts';
import type { JsonObject } from '../document.ts';
import { sharedContract } from '../shared-contract.ts';
import { interpretSchemas } from './interpret-schemas.ts';

const { document } = sharedContract();
const compiled = createContract(document, compileWithAjv);
const interpreted = createContract(document, interpretSchemas);
const runs = Number(process.env.NEON_PROPERTY_RUNS ?? 40);
const seed = Number(process.env.NEON_EMULATOR_TEST_SEED ?? 1);

interface Tally {
  valid: number;
  invalid: number;
  readonly messages: Set<string>;
}

/** Compares both contracts for drawn values of an operation. */
function compare(draw: (random: () => number, wrong: number) => (contract: Contract) => unknown): Tally {
  const random = seededRandom(seed);
  const tally: Tally = { valid: 0, invalid: 0, messages: new Set() };
  for (let run = 0; run < runs; run += 1) {
    const check = draw(random, run % 3 === 0 ? 0 : 0.12);
    const verdict = check(compiled);
    expect(check(interpreted)).toEqual(verdict);
    const message = messageOf(verdict);
    if (message === undefined) {
      tally.valid += 1;
    } else {
      tally.invalid += 1;
      tally.messages.add(message.replaceAll(/^\S+ |\d+|".*"|'.*'/g, ''));
    }
  }
  return tally;
}

function messageOf(verdict: unknown): string | undefined {
  if (typeof verdict === 'string' || verdict === undefined) return verdict;
  return (verdict as { message?: string }).message;
}

function total(tallies: readonly Tally[]): Tally {
  return {
    valid: tallies.reduce((sum, { valid }) => sum + valid, 0),
    invalid: tallies.reduce((sum, { invalid }) => sum + invalid, 0),
    messages: new Set(tallies.flatMap(({ messages }) => [...messages])),
  };
}

const toText = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

test('bodies of every operation get the same verdict and message', () => {
  const withBody = compiled.operations.filter(({ body }) => body);
  const tallies = withBody.map((operation) =>
    compare((random, wrong) => {
      const [mediaType, schema] = [...(operation.body?.schemas ?? [])][0] ?? ['', {}];
      const body = drawValue(schema, { document, random, wrong });
      return (contract) => contract.checkBody(operation, structuredClone(body), mediaType);
    }),
  );
  const { valid, invalid, messages } = total(tallies);
  expect(Math.min(valid, invalid)).toBeGreaterThan(withBody.length * runs * 0.1);
  expect(messages.size).toBeGreaterThan(10);
});

test('forms, whose fields are texts, get the same verdict, message and values', () => {
  const withBody = compiled.operations.filter(({ body }) => body?.schemas.has('application/json'));
  const textsOf = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(textsOf);
    if (typeof value !== 'object' || value === null) return toText(value);
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, textsOf(field)]));
  };
  const tallies = withBody.map((operation) =>
    compare((random, wrong) => {
      const schema = operation.body?.schemas.get('application/json');
      const body = textsOf(drawValue(schema, { document, random, wrong }));
      return (contract) => contract.checkBody(operation, structuredClone(body), FORM_MEDIA_TYPE);
    }),
  );
  const { valid, invalid } = total(tallies);
  expect(Math.min(valid, invalid)).toBeGreaterThan(withBody.length * runs * 0.1);
});

test('parameters of every operation get the same verdict, message, values and defaults', () => {
  const drawParams = ({ parameters }: ContractOperation, random: () => number, wrong: number) => {
    const path: Record<string, string> = {};
    const query = new URLSearchParams();
    for (const parameter of parameters) {
      const value = drawValue(parameter.schema, { document, random, wrong });
      if (parameter.in === 'path') path[parameter.name] = toText(value);
      else if (random() < 0.6) for (const each of [value].flat()) query.append(parameter.name, toText(each));
    }
    return [path, query] as const;
  };
  const tallies = compiled.operations.map((operation) =>
    compare((random, wrong) => {
      const params = drawParams(operation, random, wrong);
      return (contract) => contract.checkParams(operation, ...params);
    }),
  );
  const { valid, invalid } = total(tallies);
  expect(Math.min(valid, invalid)).toBeGreaterThan(compiled.operations.length * runs * 0.05);
});

test('responses of every operation get the same verdict and message', () => {
  const tallies = compiled.operations.map((operation) =>
    compare((random, wrong) => {
      const body = drawValue(operation.responses.get(String(operation.successStatus)) ?? {}, {
        document,
        random,
        wrong,
      });
      return (contract) => contract.findResponseFault(operation, operation.successStatus, structuredClone(body));
    }),
  );
  const { valid, invalid } = total(tallies);
  expect(Math.min(valid, invalid)).toBeGreaterThan(compiled.operations.length * runs * 0.05);
});

test('the document has no keyword that the interpreter ignores', () => {
  const KNOWN =
    'type $ref const enum anyOf allOf if then maximum minimum format maxLength minLength pattern maxItems minItems items maxProperties required additionalProperties properties'.split(
      ' ',
    );
  const ANNOTATIONS = ['description', 'default', 'deprecated', 'readOnly', 'title'];
  const found = new Set<string>();
  const visit = (schema: unknown): void => {
    if (typeof schema !== 'object' || schema === null) return;
    if (Array.isArray(schema)) for (const item of schema) visit(item);
    else
      for (const [keyword, value] of Object.entries(schema)) {
        found.add(keyword);
        if (keyword === 'properties') Object.values(value as JsonObject).forEach(visit);
        else if (keyword !== 'enum' && keyword !== 'default') visit(value);
      }
  };
  for (const schema of Object.values(document.components.schemas as JsonObject)) visit(convertSchema(schema));
  for (const { parameters, body, responses } of compiled.operations) {
    for (const { schema } of parameters) visit(convertSchema(schema));
    for (const schema of [...(body?.schemas.values() ?? []), ...responses.values()]) visit(convertSchema(schema));
  }
  expect([...found].filter((keyword) => ![...KNOWN, ...ANNOTATIONS].includes(keyword))).toEqual([]);
});
