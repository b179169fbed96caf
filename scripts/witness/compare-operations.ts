import ts from 'typescript';
import type { WitnessTypes } from './witness-program.ts';

/** One operation under both names. */
export interface OperationPair {
  readonly id: string;
  /** The prefix of its type names on the other side, such as `GetConnectionUri`. */
  readonly theirs: string;
  readonly path: string;
}

/** An input of an operation, or its response with a status. */
export interface Part {
  readonly type: ts.Type;
  readonly optional: boolean;
}

/** One part of an operation on both sides; undefined if a side lacks it. */
export interface PartPair {
  readonly at: string;
  readonly ours: Part | undefined;
  readonly theirs: Part | undefined;
}

/** Errors are `default` in our document, and `4XX` in the other. */
const ANY_ERROR = '4XX';

/** Returns the path, query, body, and the response of every status. */
export function partsOf(types: WitnessTypes, { id, theirs: name }: OperationPair): PartPair[] {
  const { checker, ours, theirs } = types;
  const operation = partOf(checker, ours.get('operations'), id)?.type;
  const parameters = partOf(checker, operation, 'parameters')?.type;
  const data = theirs.get(`${name}Data`);
  const body = partOf(checker, operation, 'requestBody');
  const [ourAnswers, theirAnswers] = [ourStatuses(checker, operation), theirStatuses(types, name)];
  const statuses = [...new Set([...ourAnswers.keys(), ...theirAnswers.keys()])].sort();
  return [
    ...['path', 'query'].map((key) => ({
      at: `${id} ${key}`,
      ours: partOf(checker, parameters, key),
      theirs: partOf(checker, data, key),
    })),
    {
      at: `${id} body`,
      ours: body && withContent(checker, body),
      theirs: partOf(checker, data, 'body'),
    },
    ...statuses.map((status) => ({
      at: `${id} ${status}`,
      ours: ourAnswers.get(status),
      theirs: theirAnswers.get(status),
    })),
  ];
}

/** Returns the path of an operation on the other side. */
export function theirPath({ checker, theirs }: WitnessTypes, { theirs: name }: OperationPair): string | undefined {
  const url = partOf(checker, theirs.get(`${name}Data`), 'url')?.type;
  return url?.isStringLiteral() === true ? url.value : undefined;
}

/** Returns a member and whether it is optional; undefined if it does not exist or must be absent. */
export function partOf(checker: ts.TypeChecker, holder: ts.Type | undefined, name: string): Part | undefined {
  const symbol = holder && checker.getPropertyOfType(holder, name);
  if (symbol === undefined) return undefined;
  const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
  const member = checker.getTypeOfSymbol(symbol);
  const type = optional ? checker.getNonNullableType(member) : member;
  return (type.flags & ts.TypeFlags.Never) === 0 ? { type, optional } : undefined;
}

function ourStatuses(checker: ts.TypeChecker, operation: ts.Type | undefined): ReadonlyMap<string, Part> {
  const responses = partOf(checker, operation, 'responses')?.type;
  const entries = namesOf(checker, responses).map((status): [string, Part] => {
    const answer = partOf(checker, responses, status);
    const body = answer && withContent(checker, answer);
    return [status === 'default' ? ANY_ERROR : status, body ?? { type: checker.getVoidType(), optional: false }];
  });
  return new Map(entries);
}

function theirStatuses({ checker, theirs }: WitnessTypes, name: string): ReadonlyMap<string, Part> {
  const entries = ['Responses', 'Errors'].flatMap((kind) => {
    const answers = theirs.get(name + kind);
    return namesOf(checker, answers).map((status): [string, Part] => {
      const type = partOf(checker, answers, status)?.type;
      // A response without a body is `void`, or `unknown` if the document does not describe it.
      const isEmpty = type === undefined || (type.flags & ts.TypeFlags.Unknown) !== 0;
      return [status, { type: isEmpty ? checker.getVoidType() : type, optional: false }];
    });
  });
  return new Map(entries);
}

/** Returns the type of a body of any media type. */
function withContent(checker: ts.TypeChecker, { type, optional }: Part): Part | undefined {
  const content = partOf(checker, type, 'content')?.type;
  const [mediaType] = namesOf(checker, content);
  const body = mediaType === undefined ? undefined : partOf(checker, content, mediaType);
  return body && { type: body.type, optional };
}

function namesOf(checker: ts.TypeChecker, type: ts.Type | undefined): string[] {
  return type === undefined ? [] : checker.getPropertiesOfType(type).map(({ name }) => name);
}
