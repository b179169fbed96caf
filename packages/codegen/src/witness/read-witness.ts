import { CodegenError } from '../codegen-error.ts';
import { ts } from '../compiler/index.ts';
import type { Parameter, Schema } from '../contract/index.ts';
import { readCalls, type WitnessCall } from './read-calls.ts';
import { type Module, type PackageModules, readPackageModules } from './read-modules.ts';
import { membersOfType, typeToSchema } from './type-to-schema.ts';
import type { Witness, WitnessOperation } from './witness.ts';

type Aliases = ReadonlyMap<string, ts.TypeNode>;

/** Reads the API from the published types of the installed package. */
export function readWitness(name: string): Witness {
  const found = readPackageModules(name);
  const label = `${found.package}@${found.version}`;
  const declarations = found.modules.filter(({ file }) => file.endsWith('.d.ts'));
  const aliases = new Map(declarations.flatMap(({ tree }) => aliasesIn(tree)));
  const calls = readCalls(found.modules.filter(({ file }) => !file.endsWith('.d.ts')).map(({ tree }) => tree));
  const operations = declarations
    .flatMap(({ tree }) => signaturesIn(tree))
    .map((signature) => {
      const call = calls.get(signature.id);
      if (call === undefined) throw new CodegenError(`${label} declares ${signature.id} but does not implement it.`);
      return operationOf(signature, call, aliases, label);
    });
  if (operations.length === 0) throw new CodegenError(`${label} declares no operations that could be read.`);
  return {
    origin: { package: found.package, version: found.version, files: filesRead(found, operations) },
    operations: operations.sort((a, b) => (a.id < b.id ? -1 : 1)),
    typeNames: [...aliases.keys()],
    schemaOf: (type) => explained(`${label}, type ${type}`, () => typeToSchema(aliasOf(aliases, type, label))),
  };
}

/** The files that contain facts: declared operations, declared types, and calls. */
function filesRead({ modules }: PackageModules, operations: readonly WitnessOperation[]): Witness['origin']['files'] {
  const ids = new Set(operations.map(({ id }) => id));
  const states = ({ file, tree }: Module) =>
    file.endsWith('.d.ts')
      ? signaturesIn(tree).length > 0 || aliasesIn(tree).some(([, type]) => membersOfType(type).has('url'))
      : [...readCalls([tree]).keys()].some((id) => ids.has(id));
  return modules.filter(states).map(({ file, sha256 }) => ({ file, sha256 }));
}

interface Signature {
  readonly id: string;
  /** The type names of the request, the successful responses and the errors. */
  readonly data: string;
  readonly responses: string;
  readonly errors: string;
}

/** `declare const ID: (options: Options<DATA>) => RequestResult<RESPONSES, ERRORS>`. */
function signaturesIn(tree: ts.SourceFile): Signature[] {
  return tree.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) =>
    declarationList.declarations.flatMap(({ name, type }) => {
      if (type === undefined || !ts.isFunctionTypeNode(type) || !ts.isIdentifier(name)) return [];
      const [data] = argumentsOf(type.parameters[0]?.type, 'Options');
      const [responses, errors] = argumentsOf(type.type, 'RequestResult');
      if (data === undefined || responses === undefined || errors === undefined) return [];
      return [{ id: name.text, data, responses, errors }];
    }),
  );
}

function argumentsOf(type: ts.TypeNode | undefined, generic: string): string[] {
  if (type === undefined || !ts.isTypeReferenceNode(type) || type.typeName.getText() !== generic) return [];
  return (type.typeArguments ?? []).map((argument) => argument.getText());
}

function aliasesIn(tree: ts.SourceFile): (readonly [string, ts.TypeNode])[] {
  return tree.statements.filter(ts.isTypeAliasDeclaration).map(({ name, type }) => [name.text, type] as const);
}

function aliasOf(aliases: Aliases, name: string, label: string): ts.TypeNode {
  const type = aliases.get(name);
  if (type === undefined) throw new CodegenError(`${label} declares no type ${name}.`);
  return type;
}

function operationOf(signature: Signature, call: WitnessCall, aliases: Aliases, label: string): WitnessOperation {
  const data = membersOfType(aliasOf(aliases, signature.data, label));
  return explained(`${label}, operation ${signature.id}`, () => {
    const body = data.get('body');
    return {
      id: signature.id,
      method: call.method,
      path: call.path,
      parameters: [
        ...parametersIn(data.get('path')?.type, 'path'),
        ...parametersIn(data.get('query')?.type, 'query'),
        ...parametersIn(data.get('headers')?.type, 'header'),
      ],
      body:
        body === undefined || isNever(body.type)
          ? undefined
          : { required: body.required, mediaType: call.mediaType, schema: typeToSchema(body.type) },
      responses: [signature.responses, signature.errors].flatMap((name) =>
        aliases.has(name) ? responsesIn(aliasOf(aliases, name, label)) : [],
      ),
      security: call.security,
    };
  });
}

function parametersIn(type: ts.TypeNode | undefined, place: Parameter['in']): Parameter[] {
  return [...membersOfType(type)].map(([name, member]) => ({
    name,
    in: place,
    ...(member.required && { required: true }),
    schema: typeToSchema(member.type),
  }));
}

function responsesIn(type: ts.TypeNode): (readonly [string, Schema | undefined])[] {
  return [...membersOfType(type)].map(([status, member]) => [
    status,
    member.type.kind === ts.SyntaxKind.VoidKeyword ? undefined : typeToSchema(member.type),
  ]);
}

function isNever(type: ts.TypeNode): boolean {
  return type.kind === ts.SyntaxKind.NeverKeyword;
}

/** Prefixes the error of a type that cannot be expressed with its place. */
function explained<T>(place: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    if (!(cause instanceof CodegenError)) throw cause;
    throw new CodegenError(`${place}: ${cause.message}`, { cause });
  }
}
