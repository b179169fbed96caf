import type { Contract, Schema } from './contract.ts';

/** A field of a request or response. */
export interface Field {
  /** The path below the body, such as `branch.name` or `endpoints[].type`. */
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly deprecated: boolean;
  readonly description: string;
}

const DEEPEST = 4;

/** Lists the fields of a schema, parents before children, down to four levels. */
export function listFields(contract: Contract, schema: Schema, prefix = '', level = 0): Field[] {
  const { properties, required } = mergeParts(contract, schema);
  return Object.entries(properties).flatMap(([key, value]) => {
    const name = `${prefix}${key}`;
    const resolved = contract.resolve(value);
    const field: Field = {
      name,
      type: typeName(contract, value),
      isRequired: required.has(key),
      deprecated: value.deprecated === true || resolved.deprecated === true,
      description: value.description ?? resolved.description ?? '',
    };
    const inner = resolved.type === 'array' && resolved.items ? resolved.items : value;
    const start = `${name}${resolved.type === 'array' ? '[]' : ''}.`;
    return [field, ...(level + 1 < DEEPEST ? listFields(contract, inner, start, level + 1) : [])];
  });
}

interface Parts {
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required: ReadonlySet<string>;
}

/** Merges the properties of a schema and of all parts of its `allOf`. */
export function mergeParts(contract: Contract, schema: Schema): Parts {
  const { properties = {}, required = [], allOf = [] } = contract.resolve(schema);
  const parts = allOf.map((part) => mergeParts(contract, part));
  return {
    properties: Object.assign({}, ...parts.map((part) => part.properties), properties) as Parts['properties'],
    required: new Set([...required, ...parts.flatMap((part) => [...part.required])]),
  };
}

/** Names the type of a schema as TypeScript does: a schema by its name, a list with `[]`, a choice by its values. */
export function typeName(contract: Contract, schema: Schema): string {
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? '';
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.oneOf) return schema.oneOf.map((one) => typeName(contract, one)).join(' | ');
  if (schema.type === 'array') return listOf(schema.items ? typeName(contract, schema.items) : 'unknown');
  if (schema.type === 'integer') return 'number';
  if (schema.allOf?.length === 1 && schema.allOf[0]) return typeName(contract, schema.allOf[0]);
  if (typeof schema.additionalProperties === 'object' && !schema.properties)
    return `Record<string, ${typeName(contract, schema.additionalProperties)}>`;
  return schema.type ?? 'object';
}

function listOf(type: string): string {
  return type.includes('|') ? `(${type})[]` : `${type}[]`;
}
