import { CodegenError } from '../codegen-error.ts';
import { ts } from '../compiler/index.ts';
import type { Schema } from '../contract/index.ts';
import { listItems, schemaReference } from '../json/index.ts';

/** Converts a type to a schema. What a type cannot express, such as a format or a range, is left open. */
export function typeToSchema(type: ts.TypeNode): Schema {
  if (ts.isParenthesizedTypeNode(type)) return typeToSchema(type.type);
  if (ts.isUnionTypeNode(type)) return unionSchema(type.types);
  if (ts.isIntersectionTypeNode(type)) return { allOf: type.types.map(typeToSchema) };
  if (ts.isArrayTypeNode(type)) return arrayOf(type.elementType);
  if (ts.isTypeLiteralNode(type)) return objectSchema(type);
  if (ts.isLiteralTypeNode(type)) return literalsSchema([type]);
  if (ts.isTypeReferenceNode(type)) return referenceSchema(type);
  switch (type.kind) {
    case ts.SyntaxKind.StringKeyword:
      return { type: 'string' };
    case ts.SyntaxKind.NumberKeyword:
      return { type: 'number' };
    case ts.SyntaxKind.BooleanKeyword:
      return { type: 'boolean' };
    case ts.SyntaxKind.UnknownKeyword:
      return {};
    default:
      throw inexpressible(type);
  }
}

/** Returns the members of an object type by name; empty for any other type. */
export function membersOfType(type: ts.TypeNode | undefined): Map<string, { type: ts.TypeNode; required: boolean }> {
  const members = type !== undefined && ts.isTypeLiteralNode(type) ? type.members : [];
  return new Map(
    members.flatMap((member) =>
      ts.isPropertySignature(member) && member.type !== undefined
        ? [[memberName(member.name), { type: member.type, required: member.questionToken === undefined }]]
        : [],
    ),
  );
}

function memberName(name: ts.PropertyName): string {
  if (ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name)) return name.text;
  throw inexpressible(name);
}

function objectSchema(type: ts.TypeLiteralNode): Schema {
  const members = membersOfType(type);
  const index = type.members.find(ts.isIndexSignatureDeclaration);
  if (type.members.length !== members.size + (index === undefined ? 0 : 1)) throw inexpressible(type);
  const required = [...members].filter(([, member]) => member.required).map(([name]) => name);
  const values = index && typeToSchema(index.type);
  return {
    type: 'object',
    ...(members.size > 0 && {
      properties: Object.fromEntries([...members].map(([name, member]) => [name, typeToSchema(member.type)])),
    }),
    ...(required.length > 0 && { required: required.sort() }),
    ...(values && { additionalProperties: Object.keys(values).length === 0 ? true : values }),
  };
}

function unionSchema(types: readonly ts.TypeNode[]): Schema {
  const others = types.filter((type) => !isNull(type));
  if (others.length < types.length)
    return nullable(others.length === 1 ? typeToSchema(others[0] as ts.TypeNode) : unionSchema(others));
  if (types.every(ts.isLiteralTypeNode)) return literalsSchema(types);
  if (types.every(isBinary)) return { type: 'string', format: 'binary' };
  return discriminated(types) ?? { anyOf: types.map(typeToSchema) };
}

function isNull(type: ts.TypeNode): boolean {
  return ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword;
}

function isBinary(type: ts.TypeNode): boolean {
  return ts.isTypeReferenceNode(type) && ['Blob', 'File'].includes(type.typeName.getText());
}

function nullable(schema: Schema): Schema {
  // Siblings of `$ref` are ignored in OpenAPI 3.0.
  return schema.$ref === undefined ? { ...schema, nullable: true } : { allOf: [schema], nullable: true };
}

/** The types write a union with a discriminator as `({ type: 'a' } & A) | ({ type: 'b' } & B)`. */
function discriminated(types: readonly ts.TypeNode[]): Schema | undefined {
  const branches = types.map(branchOf).filter((branch) => branch !== undefined);
  const names = new Set(branches.map(({ property }) => property));
  const [propertyName] = names;
  if (branches.length < types.length || names.size !== 1 || propertyName === undefined) return undefined;
  return {
    discriminator: { propertyName, mapping: Object.fromEntries(branches.map(({ value, $ref }) => [value, $ref])) },
    oneOf: branches.map(({ $ref }) => ({ $ref })),
  };
}

function branchOf(type: ts.TypeNode): { property: string; value: string; $ref: string } | undefined {
  const inner = ts.isParenthesizedTypeNode(type) ? type.type : type;
  if (!ts.isIntersectionTypeNode(inner) || inner.types.length !== 2) return undefined;
  const [[property, member] = [undefined, undefined], ...others] = membersOfType(inner.types[0]);
  const { enum: values } = member && ts.isLiteralTypeNode(member.type) ? literalsSchema([member.type]) : {};
  const { $ref } = typeToSchema(inner.types[1] as ts.TypeNode);
  const [value] = listItems(values);
  if (property === undefined || others.length > 0 || typeof value !== 'string' || typeof $ref !== 'string')
    return undefined;
  return { property, value, $ref };
}

function literalsSchema(types: readonly ts.LiteralTypeNode[]): Schema {
  const values = types.map(({ literal }) => {
    if (ts.isStringLiteral(literal)) return literal.text;
    if (ts.isNumericLiteral(literal)) return Number(literal.text);
    if (literal.kind === ts.SyntaxKind.TrueKeyword) return true;
    if (literal.kind === ts.SyntaxKind.FalseKeyword) return false;
    throw inexpressible(literal);
  });
  const kinds = [...new Set(values.map((value) => typeof value))];
  const [kind] = kinds;
  if (kinds.length !== 1 || kind === undefined) throw inexpressible(types[0] as ts.Node);
  return { type: kind, enum: [...values].sort() };
}

function referenceSchema(type: ts.TypeReferenceNode): Schema {
  const name = type.typeName.getText();
  const [argument, ...others] = type.typeArguments ?? [];
  if (name === 'Array' && argument !== undefined && others.length === 0) return arrayOf(argument);
  if (argument !== undefined) throw inexpressible(type);
  return schemaReference(name);
}

function arrayOf(items: ts.TypeNode): Schema {
  return { type: 'array', items: typeToSchema(items) };
}

function inexpressible(node: ts.Node): CodegenError {
  return new CodegenError(`the type \`${node.getText()}\` cannot be expressed as a schema.`);
}
