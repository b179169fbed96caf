import {
  type DeclarationReflection,
  type ParameterReflection,
  ReflectionKind,
  type SignatureReflection,
  type SomeType,
} from 'typedoc';
import { tableCell } from '../markdown/index.ts';
import { renderBlocks, renderSummary } from './render-comment.ts';

/** Renders what an entry exports: its signature, what it means, and its parameters or members. */
export function renderDeclaration(declaration: DeclarationReflection): string {
  const { name, kind, signatures } = declaration;
  const parts = signatures?.length
    ? signatures.map((signature) => renderFunction(name, signature))
    : [renderType(declaration, kind)];
  return `### ${name}\n\n${parts.join('\n\n')}`;
}

function renderFunction(name: string, signature: SignatureReflection): string {
  const { parameters = [], type, comment } = signature;
  const args = parameters.map((one) => `${restOf(one)}${one.name}${isOptional(one) ? '?' : ''}: ${typeText(one.type)}`);
  const head = `function ${name}${typeParameters(signature)}(`;
  const line = `${head}${args.join(', ')}): ${typeText(type)}`;
  const code = line.length <= 100 ? line : `${head}\n${args.map((arg) => `  ${arg},\n`).join('')}): ${typeText(type)}`;
  return join(
    fence(code),
    renderSummary(comment),
    memberTable(parameters.filter(({ comment: own }) => own)),
    ...renderBlocks(comment),
  );
}

function renderType(declaration: DeclarationReflection, kind: ReflectionKind): string {
  const { comment } = declaration;
  const members = membersOf(declaration);
  return join(
    fence(headOf(declaration, kind, members.length > 0)),
    renderSummary(comment),
    memberTable(members),
    ...renderBlocks(comment),
  );
}

function headOf(declaration: DeclarationReflection, kind: ReflectionKind, hasMembers: boolean): string {
  const { name, type, extendedTypes = [] } = declaration;
  const bases = extendedTypes.length > 0 ? ` extends ${extendedTypes.map(typeText).join(', ')}` : '';
  if (kind === ReflectionKind.Class) return `class ${name}${typeParameters(declaration)}${bases}`;
  if (kind === ReflectionKind.Interface) return `interface ${name}${typeParameters(declaration)}${bases}`;
  if (kind === ReflectionKind.Variable) return `const ${name}: ${typeText(type)}`;
  const shape = hasMembers && type?.type === 'reflection' ? '{ … }' : typeText(type);
  return `type ${name}${typeParameters(declaration)} = ${shape}`;
}

/** The members of a class, interface or object type that it declares itself. */
function membersOf({ children, type }: DeclarationReflection): DeclarationReflection[] {
  const all = children ?? (type?.type === 'reflection' ? type.declaration.children : undefined) ?? [];
  return all.filter((one) => !one.inheritedFrom && one.kind !== ReflectionKind.Constructor);
}

function memberTable(members: readonly (DeclarationReflection | ParameterReflection)[]): string {
  if (members.length === 0) return '';
  const rows = members.map((member) => {
    const [signature] = ('signatures' in member && member.signatures) || [];
    const type = signature ? methodText(signature) : typeText(member.type ?? accessorType(member));
    const preset =
      member.defaultValue === undefined || member.defaultValue === '...' ? '' : ` Default: \`${member.defaultValue}\`.`;
    const summary = renderSummary(signature?.comment ?? member.comment ?? accessorComment(member));
    return `| \`${member.name}${isOptional(member) ? '?' : ''}\` | \`${escapeCell(type)}\` | ${tableCell(summary)}${preset} |`;
  });
  return `| name | type | meaning |\n| --- | --- | --- |\n${rows.join('\n')}`;
}

function accessorType(member: DeclarationReflection | ParameterReflection): SomeType | undefined {
  return 'getSignature' in member ? member.getSignature?.type : undefined;
}

function accessorComment(member: DeclarationReflection | ParameterReflection): SignatureReflection['comment'] {
  return 'getSignature' in member ? member.getSignature?.comment : undefined;
}

function methodText({ parameters = [], type }: SignatureReflection): string {
  return `(${parameters.map((one) => `${one.name}${isOptional(one) ? '?' : ''}: ${typeText(one.type)}`).join(', ')}) => ${typeText(type)}`;
}

function typeParameters({
  typeParameters: all = [],
}: {
  readonly typeParameters?: readonly { readonly name: string }[];
}): string {
  return all.length === 0 ? '' : `<${all.map(({ name }) => name).join(', ')}>`;
}

function isOptional({ flags, defaultValue }: DeclarationReflection | ParameterReflection): boolean {
  return flags.isOptional || defaultValue !== undefined;
}

function restOf({ flags }: ParameterReflection): string {
  return flags.isRest ? '...' : '';
}

const LONGEST_TYPE = 400;

function typeText(type: SomeType | undefined): string {
  const text = type?.toString() ?? 'unknown';
  return text.length > LONGEST_TYPE ? `${text.slice(0, LONGEST_TYPE)}…` : text;
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('`', "'").replaceAll('\n', ' ');
}

function fence(code: string): string {
  return `\`\`\`ts\n${code}\n\`\`\``;
}

function join(...parts: string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
