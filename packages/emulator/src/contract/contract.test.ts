import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { convertSchema } from './convert-schema.ts';
import { sharedContract } from './shared-contract.ts';

const contract = sharedContract();

function operation(operationId: string): (typeof contract.operations)[number] {
  const found = contract.operations.find((candidate) => candidate.operationId === operationId);
  if (!found) throw new Error(`No operation ${operationId}.`);
  return found;
}

test('conversion turns nullable into a type, redirects references and removes examples', () => {
  const schema = {
    properties: {
      name: { type: 'string', nullable: true, enum: ['a'], example: 'a' },
      owner: { nullable: true, allOf: [{ $ref: '#/components/schemas/Role' }] },
    },
  };
  expect(convertSchema(schema)).toEqual({
    properties: {
      name: { type: ['string', 'null'], enum: ['a', null] },
      owner: { anyOf: [{ allOf: [{ $ref: 'neon#/components/schemas/Role' }] }, { type: 'null' }] },
    },
  });
});

test('query parameters are coerced to their types and get defaults', () => {
  const query = new URLSearchParams('limit=25&recoverable=true');
  expect(contract.checkParams(operation('listProjects'), {}, query)).toEqual({
    valid: true,
    value: { limit: 25, recoverable: true },
  });
  expect(contract.checkParams(operation('listProjects'), {}, new URLSearchParams())).toEqual({
    valid: true,
    value: { limit: 10, recoverable: false },
  });
});

test('unknown query parameters are ignored', () => {
  const query = new URLSearchParams('__proto__=1&constructor=2&other=3');
  const checked = contract.checkParams(operation('listProjects'), {}, query);
  expect(checked.valid && Object.keys(checked.value).toSorted()).toEqual(['limit', 'recoverable']);
});

test('null is accepted only for nullable fields', () => {
  const update = operation('updateProjectBranch');
  expect(contract.checkBody(update, { branch: { expires_at: null } })).toMatchObject({ valid: true });
  expect(contract.checkBody(update, { branch: { name: null } })).toEqual({
    valid: false,
    message: 'body.branch.name must be string',
  });
});

test('a date-time requires an offset', () => {
  const update = operation('updateProjectBranch');
  expect(contract.checkBody(update, { branch: { expires_at: '2030-01-01T00:00:00' } }).valid).toBe(false);
  expect(contract.checkBody(update, { branch: { expires_at: '2030-01-01T00:00:00+02:00' } }).valid).toBe(true);
});

test('a response that breaks the contract is reported', () => {
  expect(contract.findResponseFault(operation('getProject'), 200, { project: { id: 'p' } })).toMatch(
    /must have required/,
  );
  expect(contract.findResponseFault(operation('deleteProjectBranch'), 204, undefined)).toBeUndefined();
  expect(contract.findResponseFault(operation('deleteProjectBranch'), 204, {})).toMatch(/must have no body/);
});

test('every component of the document is a valid schema', () => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const invalid = Object.entries(contract.document.components.schemas as object).filter(
    ([, schema]) => !ajv.validateSchema(convertSchema(schema) as object),
  );
  expect(invalid).toEqual([]);
});

test('every schema of the document compiles', () => {
  for (const each of contract.operations) {
    contract.checkParams(each, {}, new URLSearchParams());
    contract.checkBody(each, {});
    contract.findResponseFault(each, 200, {});
  }
});
