import { ts } from '../compiler/index.ts';
import { type Direction, OPEN_ENUM, OTHER_STRING, STREAM } from './document/index.ts';

/** The parts of a schema that we express differently from openapi-typescript. */
export interface SchemaFacts {
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly nullable?: boolean;
  readonly [OPEN_ENUM]?: boolean;
  readonly [OTHER_STRING]?: Direction;
  readonly [STREAM]?: boolean;
}

const UPLOAD = 'BinaryUpload';
const DOWNLOAD = 'BinaryDownload';
const OTHER = 'OtherString';

/** Declarations of our own types that the generated types reference, by name. */
export const SUPPORT_TYPES: ReadonlyMap<string, string> = new Map([
  // Two patterns that every string literal matches: a single one, as well as `string`, would absorb the known values.
  // The usual `string & {}` is an object to a conditional type, so openapi-fetch 0.17 would map it member by member.
  [
    OTHER,
    `/** Any other string: a value that is not known yet. */
export type ${OTHER} = \`\${any}\` & \`\${string & {}}\`;
`,
  ],
  // Not every project has the DOM's or Node's types; a name that is missing there would be an error in our declarations.
  [
    UPLOAD,
    `/** Binary content that a caller sends: a \`Blob\`, where the project has the type. */
export type ${UPLOAD} = typeof globalThis extends { Blob: { prototype: infer T } } ? T : unknown;
`,
  ],
  [
    DOWNLOAD,
    `/** Binary content that Neon sends: a \`ReadableStream\`, where the project has the type. */
export type ${DOWNLOAD} = typeof globalThis extends { ReadableStream: { prototype: infer T } } ? T : unknown;
`,
  ],
]);

/** Returns our own type for a schema; undefined if openapi-typescript should write it. */
export function schemaType(schema: SchemaFacts): ts.TypeNode | undefined {
  const type = schema[OPEN_ENUM] ? openEnumType(schema.enum ?? []) : (otherStringType(schema) ?? binaryType(schema));
  if (type === undefined || schema.nullable !== true) return type;
  return ts.factory.createUnionTypeNode([type, ts.factory.createLiteralTypeNode(ts.factory.createNull())]);
}

/** Returns `'a' | 'b' | OtherString`: editors suggest the known values, and newer values still have a type. */
function openEnumType(values: readonly unknown[]): ts.TypeNode {
  const known = values
    .filter((value) => typeof value === 'string')
    .map((value) => ts.factory.createLiteralTypeNode(ts.factory.createStringLiteral(value)));
  return ts.factory.createUnionTypeNode([...known, ts.factory.createTypeReferenceNode(OTHER)]);
}

function otherStringType({ [OTHER_STRING]: direction }: SchemaFacts): ts.TypeNode | undefined {
  if (direction === undefined) return undefined;
  if (direction === 'received') return ts.factory.createTypeReferenceNode(OTHER);
  // A caller may have a value of type `string`, which `OtherString` does not accept.
  const { createIntersectionTypeNode, createKeywordTypeNode, createTypeLiteralNode } = ts.factory;
  return createIntersectionTypeNode([createKeywordTypeNode(ts.SyntaxKind.StringKeyword), createTypeLiteralNode([])]);
}

function binaryType(schema: SchemaFacts): ts.TypeNode | undefined {
  if (schema.format !== 'binary') return undefined;
  return ts.factory.createTypeReferenceNode(schema[STREAM] ? DOWNLOAD : UPLOAD);
}
