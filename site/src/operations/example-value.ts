import type { Contract, Operation, Parameter, Schema } from './contract.ts';
import { mergeParts } from './list-fields.ts';

const BY_FORMAT: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T00:00:00Z',
  uuid: '00000000-0000-4000-8000-000000000000',
  email: 'ada@example.com',
  uri: 'https://example.com',
};

/** Values that suit the name of a parameter, of the form that the API accepts. */
const BY_NAME: Readonly<Record<string, unknown>> = {
  project_id: 'quiet-field-12345678',
  branch_id: 'br-quiet-field-12345678',
  endpoint_id: 'ep-quiet-field-12345678',
  org_id: 'org-quiet-field-12345678',
  source_org_id: 'org-quiet-field-12345678',
  operation_id: BY_FORMAT.uuid,
  snapshot_id: 'snap-quiet-field-12345678',
  database_name: 'neondb',
  role_name: 'neondb_owner',
  region_id: 'aws-us-east-2',
  from: '2026-01-01T00:00:00Z',
  to: '2026-02-01T00:00:00Z',
};

/** Returns the values of the required parameters of an operation. */
export function exampleParameters(contract: Contract, { parameters }: Operation): Record<string, unknown> {
  const required = parameters.filter((parameter) => parameter.required);
  return Object.fromEntries(required.map((parameter) => [parameter.name, exampleOf(contract, parameter)]));
}

function exampleOf(contract: Contract, { name, schema = {} }: Parameter): unknown {
  return BY_NAME[name] ?? exampleValue(contract, schema, name);
}

/** Returns a body: the document's own example, or the required fields. Undefined for an operation without a body. */
export function exampleBody(contract: Contract, { body, method }: Operation): unknown {
  const json = body?.content?.['application/json'];
  if (json?.schema === undefined) return undefined;
  const [first] = Object.values(json.examples ?? {});
  const documented = json.example ?? first?.value ?? contract.resolve(json.schema).example;
  const value = documented === undefined ? exampleValue(contract, json.schema, 'body') : withSharedIds(documented);
  return isEmpty(value) && !body?.required && method !== 'PATCH' ? undefined : value;
}

/** Replaces the ids of branches and computes in an example of the document with those of all other examples. */
function withSharedIds(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(/"(br|ep)-[a-z]+-[a-z]+-\d+"/g, '"$1-quiet-field-12345678"'));
}

function exampleValue(contract: Contract, schema: Schema, name: string): unknown {
  const resolved = contract.resolve(schema);
  const { example, enum: choices, type, items, oneOf } = resolved;
  if (example !== undefined) return example;
  if (resolved.default !== undefined && resolved.default !== '') return resolved.default;
  if (choices) return choices.find((choice) => choice !== '');
  if (oneOf?.[0]) return exampleValue(contract, oneOf[0], name);
  if (type === 'array') return items ? [exampleValue(contract, items, name)] : [];
  if (type === 'boolean') return true;
  if (type === 'integer' || type === 'number') return resolved.minimum ?? 1;
  if (type === 'string') return BY_NAME[name] ?? BY_FORMAT[resolved.format ?? ''] ?? name.replaceAll('_', '-');
  const { properties, required } = mergeParts(contract, resolved);
  const kept = Object.entries(properties).filter(([key]) => required.has(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, exampleValue(contract, value, key)]));
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
