import type ts from 'typescript';
import { type Part, type PartPair, partOf } from './compare-operations.ts';
import type { WitnessTypes } from './witness-program.ts';

/**
 * Returns the places where our flat types, such as `ListProjectsParams`, differ from the nested types, which are
 * compared with the other side.
 */
export function flatDifferences({ checker, ours }: WitnessTypes, id: string, parts: readonly PartPair[]): string[] {
  const name = id.charAt(0).toUpperCase() + id.slice(1);
  const [params, response] = [ours.get(`${name}Params`), ours.get(`${name}Response`)];
  if (params === undefined || response === undefined) return [`${id}: has no flat types`];
  const inputs = inputsOf(checker, id, parts);
  const names = new Set([...inputs.keys(), ...checker.getPropertiesOfType(params).map((symbol) => symbol.name)]);
  const wrongInputs = [...names].filter((input) => {
    const [nested, flat] = [inputs.get(input), partOf(checker, params, input)];
    return nested === undefined || flat === undefined || !isSame(checker, nested, flat);
  });
  const successes = parts.flatMap(({ at, ours: part }) => (part && /^\S+ 2/.test(at) ? [part.type] : []));
  const isAnswer = successes.every(
    (type) => type === checker.getVoidType() || checker.isTypeAssignableTo(type, response),
  );
  return [
    ...wrongInputs.map((input) => `${id} ${input}: flat and nested types differ`),
    ...(isAnswer ? [] : [`${id} response: flat and nested types differ`]),
  ];
}

function inputsOf(checker: ts.TypeChecker, id: string, parts: readonly PartPair[]): ReadonlyMap<string, Part> {
  const part = (name: string) => parts.find(({ at }) => at === `${id} ${name}`)?.ours;
  const inputs = ['path', 'query'].flatMap((name): [string, Part][] => {
    const type = part(name)?.type;
    const symbols = type === undefined ? [] : checker.getPropertiesOfType(type);
    return symbols.flatMap((symbol): [string, Part][] => {
      const member = partOf(checker, type, symbol.name);
      return member === undefined ? [] : [[symbol.name, member]];
    });
  });
  const body = part('body');
  return new Map([...inputs, ...(body === undefined ? [] : [['body', body] as const])]);
}

function isSame(checker: ts.TypeChecker, one: Part, other: Part): boolean {
  return (
    one.optional === other.optional &&
    checker.isTypeAssignableTo(one.type, other.type) &&
    checker.isTypeAssignableTo(other.type, one.type)
  );
}
