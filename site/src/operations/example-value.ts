import { EXAMPLE_IDS } from '../example-ids.ts';
import type { Contract, Operation, Parameter, Schema } from './contract.ts';
import { BODIES, BY_NAME, PARAMETERS } from './example-tables.ts';
import { mergeParts } from './list-fields.ts';

const BY_FORMAT: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T00:00:00Z',
  uuid: '00000000-0000-4000-8000-000000000000',
  email: 'ada@example.com',
  uri: 'https://example.com',
};

/** Returns the values of the required parameters of an operation. */
export function exampleParameters(contract: Contract, operation: Operation): Record<string, unknown> {
  const { parameters, operationId } = operation;
  const required = parameters.filter((parameter) => parameter.required);
  const values = required.map((parameter) => [parameter.name, exampleOf(contract, parameter)]);
  return { ...Object.fromEntries(values), ...PARAMETERS[operationId] };
}

function exampleOf(contract: Contract, { name, schema = {} }: Parameter): unknown {
  return BY_NAME[name] ?? exampleValue(contract, schema, name);
}

/** Returns a body: the document's own example, or the required fields. Undefined for an operation without a body. */
export function exampleBody(contract: Contract, { body, method, operationId }: Operation): unknown {
  if (operationId in BODIES) return BODIES[operationId];
  const json = body?.content?.['application/json'];
  if (json?.schema === undefined) return undefined;
  const [first] = Object.values(json.examples ?? {});
  const documented = json.example ?? first?.value ?? contract.resolve(json.schema).example;
  const value = documented === undefined ? exampleValue(contract, json.schema, 'body') : withSharedIds(documented);
  return isEmpty(value) && !body?.required && method !== 'PATCH' ? undefined : value;
}

/** Replaces the ids of branches and computes in an example of the document with those of all other examples. */
function withSharedIds(value: unknown): unknown {
  const text = JSON.stringify(value)
    .replaceAll(/"br-[a-z]+-[a-z]+-\d+"/g, `"${EXAMPLE_IDS.branch}"`)
    .replaceAll(/"ep-[a-z]+-[a-z]+-\d+"/g, `"${EXAMPLE_IDS.endpoint}"`);
  return JSON.parse(text);
}

function exampleValue(contract: Contract, schema: Schema, name: string): unknown {
  const resolved = contract.resolve(schema);
  const { example, enum: choices, type, items, oneOf } = resolved;
  if (example !== undefined) return example;
  if (name in BY_NAME) return BY_NAME[name];
  if (resolved.default !== undefined && resolved.default !== '') return resolved.default;
  if (choices) return choices.find((choice) => choice !== '');
  if (oneOf?.[0]) return exampleValue(contract, oneOf[0], name);
  if (type === 'array') return items ? [exampleValue(contract, items, name)] : [];
  if (type === 'boolean') return true;
  if (type === 'integer' || type === 'number') return resolved.minimum ?? 1;
  if (type === 'string') return BY_FORMAT[resolved.format ?? ''] ?? name.replaceAll('_', '-');
  const { properties, required } = mergeParts(contract, resolved);
  const kept = Object.entries(properties).filter(([key]) => required.has(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, exampleValue(contract, value, key)]));
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
