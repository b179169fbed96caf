import type { OpenApiDocument } from '../../src/contract/index.ts';
import { isNode, type Node, type Spot, schemaSpots } from './spots.ts';

/** Picks an item of a list, always the same for the same mutation. */
export type Pick = <T>(items: readonly T[]) => T | undefined;
/** Changes the document in place; undefined if it has no such place. */
export type Mutation = (document: OpenApiDocument, pick: Pick) => Spot['owner'] | undefined;

type Change = (spot: Spot, pick: Pick, document: OpenApiDocument) => void;

export const SCHEMA_MUTATIONS: Readonly<Record<string, Mutation>> = {
  'drop property': onMember(({ properties, owner, name }) => {
    delete properties[name];
    require(owner, name, false);
  }),
  'drop all properties': on(hasProperties, ({ node }) => {
    delete node.properties;
    delete node.required;
  }),
  'add optional property': on(hasProperties, ({ node }) => {
    (node.properties as Node).mutated = { type: 'string' };
  }),
  'add required property': on(hasProperties, ({ node }) => {
    (node.properties as Node).mutated = { type: 'integer' };
    require(node, 'mutated', true);
  }),
  'require property': onMember(({ owner, name }) => require(owner, name, true)),
  'make property optional': onMember(({ owner, name }) => require(owner, name, false)),
  'retype property': onMember(({ properties, name }, pick) => {
    properties[name] = pick(OTHER_TYPES.filter((other) => other.type !== (properties[name] as Node).type));
  }),
  'flip nullable': on(isInline, ({ node }) => {
    if (node.nullable === true) delete node.nullable;
    else node.nullable = true;
  }),
  'add enum value': on(hasEnum, ({ node }) => {
    node.enum = [...(node.enum as unknown[]), 'mutated'];
  }),
  'remove enum value': on(hasTwoValues, ({ node }, pick) => {
    const gone = pick(node.enum as string[]);
    node.enum = (node.enum as string[]).filter((value) => value !== gone);
  }),
  'replace enum by any string': on(hasEnum, ({ node }) => {
    delete node.enum;
  }),
  'turn string into enum': on(isPlainString, ({ node }) => {
    node.enum = ['one', 'two'];
  }),
  'flip additionalProperties': on(isObject, ({ node }) => {
    if (node.additionalProperties === undefined) node.additionalProperties = true;
    else delete node.additionalProperties;
  }),
  'type additionalProperties': on(takesAny, ({ node }) => {
    node.additionalProperties = { type: 'integer' };
  }),
  'allow additional properties of a type': on(hasProperties, ({ node }, pick) => {
    node.additionalProperties = pick(OTHER_TYPES);
  }),
  'replace a property by additional properties': onMember(({ owner, properties, name }, pick) => {
    owner.additionalProperties = pick([properties[name], ...OTHER_TYPES, true]);
    delete properties[name];
    require(owner, name, false);
  }),
  'add a property beside additional properties': on(isObject, ({ node }, pick) => {
    node.properties = { ...(node.properties as Node | undefined), mutated: pick(OTHER_TYPES) };
    node.additionalProperties = node.additionalProperties ?? pick(OTHER_TYPES);
  }),
  'contain itself': on(hasProperties, ({ node, owner }, pick) => {
    const itself = { $ref: reference('schema' in owner ? owner.schema : undefined) };
    (node.properties as Node).mutated = pick([itself, { type: 'array', items: itself }]);
  }),
  'contain its container': on(isReference, ({ node, owner }, pick, document) => {
    const target = (document.components.schemas as unknown as Node)[targetOf(node)];
    if (!isNode(target) || !isNode(target.properties)) return;
    target.properties.mutated = { $ref: reference('schema' in owner ? owner.schema : targetOf(node)) };
    if (pick([true, false])) require(target, 'mutated', true);
  }),
  'change a recursive schema': on(hasProperties, ({ node, owner }, pick) => {
    const properties = node.properties as Node;
    properties[Object.keys(properties)[0] ?? 'mutated'] = pick(OTHER_TYPES);
    properties.mutated = { $ref: reference('schema' in owner ? owner.schema : undefined) };
  }),
  'rename schema and drop a property': (document, pick) => {
    const owner = SCHEMA_MUTATIONS['rename schema']?.(document, pick);
    const { properties } = (document.components.schemas as unknown as Record<string, Node>).Mutated ?? {};
    if (isNode(properties)) delete properties[Object.keys(properties)[0] ?? ''];
    return owner;
  },
  'change array items': on(isList, ({ node }) => {
    node.items = { type: (node.items as Node).type === 'boolean' ? 'string' : 'boolean' };
  }),
  'turn property into a list': onMember(({ properties, name }) => {
    properties[name] = { type: 'array', items: properties[name] };
  }),
  'replace a list by its items': onMember(({ properties, name }) => {
    const { items } = properties[name] as Node;
    if (isNode(items)) properties[name] = items;
  }),
  'retarget reference': on(isReference, ({ node }, pick, document) => {
    node.$ref = reference(pick(Object.keys(document.components.schemas)));
  }),
  'refer to a copy': on(isReference, ({ node }, _, document) => {
    const schemas = document.components.schemas as unknown as Node;
    schemas.MutatedCopy = structuredClone(schemas[targetOf(node)]);
    node.$ref = reference('MutatedCopy');
  }),
  'inline a reference': on(isReference, ({ parent, key, node }, _, document) => {
    parent[key] = structuredClone(document.components.schemas[targetOf(node)]);
  }),
  'rename schema': (document, pick) => {
    const schemas = document.components.schemas as unknown as Node;
    const name = pick(Object.keys(schemas));
    if (name === undefined) return undefined;
    schemas.Mutated = schemas[name];
    delete schemas[name];
    replaceReferences(document, reference(name), reference('Mutated'));
    return { schema: 'Mutated' };
  },
  'remove allOf part': on(isAllOf, ({ node }, pick) => {
    const parts = node.allOf as unknown[];
    const gone = pick(parts);
    node.allOf = parts.filter((part) => part !== gone);
    if (parts.length === 1) delete node.allOf;
  }),
  'add allOf part': on(isAllOf, ({ node }, pick) => {
    const required = pick([[], ['mutated']]);
    const part = { type: 'object', properties: { mutated: { type: 'string' } }, required };
    node.allOf = [...(node.allOf as unknown[]), part];
  }),
  'wrap in allOf': on(isReference, ({ parent, key, node }, _, document) => {
    // openapi-typescript omits the property that a discriminator added.
    if (document.components.schemas[targetOf(node)]?.discriminator === undefined) parent[key] = { allOf: [node] };
  }),
  'rename a discriminator value': on(isDiscriminated, ({ node }) => {
    const discriminator = node.discriminator as Node;
    const [[value, target] = ['', ''], ...others] = Object.entries(discriminator.mapping as Node);
    discriminator.mapping = { [`${value}Mutated`]: target, ...Object.fromEntries(others) };
  }),
  'remove discriminator': on(isDiscriminated, ({ node }) => {
    delete node.discriminator;
  }),
  'turn property into a choice': onMember(({ properties, name }) => {
    properties[name] = { oneOf: [properties[name], { type: 'boolean' }] };
  }),
  'remove an option': on(isChoice, ({ node }, pick) => {
    const gone = pick(node.oneOf as Node[]);
    node.oneOf = (node.oneOf as Node[]).filter((option) => option !== gone);
    if (!isDiscriminated(node)) return;
    const discriminator = node.discriminator as Node;
    const left = Object.entries(discriminator.mapping as Node).filter(([, target]) => target !== gone?.$ref);
    discriminator.mapping = Object.fromEntries(left);
  }),
  'add an option': on(isChoice, ({ node }) => {
    const option = { type: 'object', required: ['mutated'], properties: { mutated: { type: 'string' } } };
    node.oneOf = [...(node.oneOf as unknown[]), option];
  }),
  'remove the type': onMember(({ properties, name }) => {
    properties[name] = {};
  }),
  'change a limit': on(isPlainString, ({ node }, pick) => {
    node.maxLength = pick([1, 1000]);
  }),
  'change a format': on(isPlainString, ({ node }, pick) => {
    node.format = pick(['uuid', 'uri', 'date-time']);
  }),
  'swap integer and number': on(isNumber, ({ node }) => {
    node.type = node.type === 'integer' ? 'number' : 'integer';
  }),
  'make read-only': onMember(({ properties, name }) => {
    const property = properties[name] as Node;
    if (property.$ref === undefined) property.readOnly = true;
  }),
  'make write-only': onMember(({ properties, name }) => {
    const property = properties[name] as Node;
    if (property.$ref === undefined) property.writeOnly = true;
  }),
  'keep one enum value': on(hasTwoValues, ({ node }) => {
    node.enum = (node.enum as string[]).slice(0, 1);
  }),
  'change a format to binary': on(isPlainString, ({ node }) => {
    node.format = 'binary';
  }),
  'deprecate property': onMember(({ properties, name }) => {
    (properties[name] as Node).deprecated = true;
  }),
};

const OTHER_TYPES: readonly Node[] = [
  { type: 'string' },
  { type: 'integer' },
  { type: 'boolean' },
  { type: 'array', items: { type: 'string' } },
  { type: 'object', properties: { inner: { type: 'string' } } },
];

export function on(applies: (node: Node, spot: Spot) => boolean, change: Change): Mutation {
  return (document, pick) => {
    const spot = pick(schemaSpots(document).filter((candidate) => applies(candidate.node, candidate)));
    if (spot === undefined) return undefined;
    change(spot, pick, document);
    return spot.owner;
  };
}

interface Member {
  readonly owner: Node;
  readonly properties: Node;
  readonly name: string;
}

export function onMember(change: (member: Member, pick: Pick) => void): Mutation {
  return on(hasProperties, ({ node }, pick) => {
    const properties = node.properties as Node;
    const name = pick(Object.keys(properties));
    if (name !== undefined) change({ owner: node, properties, name }, pick);
  });
}

function require(owner: Node, name: string, isRequired: boolean): void {
  const others = ((owner.required as string[] | undefined) ?? []).filter((other) => other !== name);
  owner.required = isRequired ? [...others, name] : others;
}

function replaceReferences(value: unknown, from: string, to: string): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    if (child === from) (value as Node)[key] = to;
    else replaceReferences(child, from, to);
  }
}

export function reference(name: string | undefined): string {
  return `#/components/schemas/${name}`;
}

function targetOf(node: Node): string {
  return String(node.$ref).replace('#/components/schemas/', '');
}

function hasProperties(node: Node): boolean {
  return isNode(node.properties) && Object.keys(node.properties).length > 0;
}

export function isObject(node: Node): boolean {
  return node.type === 'object' && node.allOf === undefined && node.oneOf === undefined;
}

function isInline(node: Node): boolean {
  return node.type !== undefined;
}

function hasEnum(node: Node): boolean {
  return Array.isArray(node.enum);
}

function hasTwoValues(node: Node): boolean {
  return hasEnum(node) && (node.enum as unknown[]).length > 1;
}

function isPlainString(node: Node): boolean {
  return node.type === 'string' && node.enum === undefined && node.allOf === undefined;
}

function takesAny(node: Node): boolean {
  return node.additionalProperties !== undefined && !hasProperties(node);
}

function isList(node: Node): boolean {
  return node.type === 'array' && isNode(node.items);
}

function isReference(node: Node): boolean {
  return typeof node.$ref === 'string' && node.$ref.startsWith('#/components/schemas/');
}

function isAllOf(node: Node): boolean {
  return Array.isArray(node.allOf);
}

function isChoice(node: Node): boolean {
  return Array.isArray(node.oneOf) && node.oneOf.length > 1;
}

export function isDiscriminated(node: Node): boolean {
  return isNode(node.discriminator) && isNode((node.discriminator as Node).mapping);
}

function isNumber(node: Node): boolean {
  return node.type === 'integer' || node.type === 'number';
}
