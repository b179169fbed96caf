import { getOrInsert } from '@neon-api/ground';
import { DOCUMENT_ID } from '../convert-schema.ts';
import type { JsonObject } from '../document.ts';
import { type CreateCompiler, describeRule, type ValidatorOptions } from '../validate.ts';
import { allOf, type Check, type Compiling, type Rule, ruleOf } from './check.ts';
import { ARRAY_RULES, defaultsRule, OBJECT_RULES } from './container-rules.ts';
import { NUMBER_RULES, STRING_RULES } from './scalar-rules.ts';
import { canCoerce, coerce, HAS_TYPE, type TypeName, typesOf } from './types.ts';

/**
 * Turns schemas into functions without generating code, so that it also works where a policy forbids `eval`. Knows the
 * keywords of Neon's document, and finds the same first error as ajv; a test compares both.
 */
export const interpretSchemas: CreateCompiler = (components, options) => {
  const compile = createCompile({ components } as JsonObject, options);
  return (schema) => {
    const check = compile(schema);
    return (value, root) => {
      const broken = check?.(value);
      return broken && describeRule(root, broken);
    };
  };
};

function createCompile(document: JsonObject, options: ValidatorOptions): Compiling['compile'] {
  const known = new Map<string, Check>();

  /** A schema may contain itself, so its check is created when a value first reaches it. */
  function follow(reference: string): Check {
    return getOrInsert(known, reference, () => {
      let check: Check | undefined | 'unknown' = 'unknown';
      return (value, place) => {
        if (check === 'unknown') check = compile(resolve(document, reference));
        return check?.(value, place);
      };
    });
  }

  function compile(schema: unknown, isAlternative = false): Check | undefined {
    if (schema === true) return undefined;
    if (schema === false) return ruleOf(() => false, 'boolean schema is false');
    const { $ref, ...rules } = schema as JsonObject;
    const inner: Compiling = {
      options,
      isAlternative,
      compile: (child, asAlternative = isAlternative) => compile(child, asAlternative),
    };
    const followed = typeof $ref === 'string' ? follow($ref) : undefined;
    return Object.keys(rules).length === 0 ? followed : checkSchema(rules, followed, inner);
  }
  return compile;
}

function resolve(document: JsonObject, reference: string): unknown {
  return reference
    .slice(`${DOCUMENT_ID}#/`.length)
    .split('/')
    .reduce<unknown>(
      (value, step) => (value as JsonObject)[step.replaceAll('~1', '/').replaceAll('~0', '~')],
      document,
    );
}

/** The rules that apply to values of any type, in the order in which ajv applies them. */
const ANY_RULES: readonly Rule[] = [
  (schema) => ('const' in schema ? ruleOf((value) => value === schema.const, 'must be equal to constant') : undefined),
  ({ enum: allowed }) =>
    Array.isArray(allowed)
      ? ruleOf((value) => allowed.includes(value), 'must be equal to one of the allowed values', allowed)
      : undefined,
  ({ anyOf }, { compile }) => {
    const checks = Array.isArray(anyOf) ? anyOf.map((schema) => compile(schema, true)) : [];
    if (checks.length === 0 || checks.includes(undefined)) return undefined;
    return (value, place) => {
      const [first, ...others] = checks as [Check, ...Check[]];
      const broken = first(value, place);
      return broken && others.every((check) => check(value, place)) ? broken : undefined;
    };
  },
  ({ allOf: parts }, { compile }) => (Array.isArray(parts) ? allOf(parts.map((schema) => compile(schema))) : undefined),
  ({ if: condition, then }, { compile }) => {
    const test = condition === undefined ? undefined : compile(condition, true);
    const check = then === undefined ? undefined : compile(then);
    return test && check && ((value, place) => (test(value) ? undefined : check(value, place)));
  },
];

/** The rules for values of one type, by keyword. */
const GROUPS: readonly (readonly [type: TypeName, rules: Readonly<Record<string, Rule>>])[] = [
  ['number', NUMBER_RULES],
  ['string', STRING_RULES],
  ['array', ARRAY_RULES],
  ['object', OBJECT_RULES],
];

/** Creates the check of a schema: its types, then the rules for any value, then those for the type of the value. */
function checkSchema(schema: JsonObject, followed: Check | undefined, compiling: Compiling): Check | undefined {
  const types = typesOf(schema);
  const groups = GROUPS.filter(([, rules]) => Object.keys(rules).some((keyword) => schema[keyword] !== undefined));
  const [only] = types;
  const isLate =
    types.length === 1 &&
    groups.some(([type]) => type === only) &&
    !(compiling.options.coerceTypes && canCoerce(types));
  const forType = groups.map(([type, rules]) => {
    const checks = Object.values(rules).map((rule) => rule(schema, compiling));
    const further = type === 'object' ? [defaultsRule(schema, compiling)] : [];
    const otherwise = isLate && type === only ? typeRule(types) : undefined;
    return checkGroup(type, allOf([...further, ...checks]), otherwise);
  });
  const forAny = ANY_RULES.map((rule) => rule(schema, compiling));
  const rest = allOf([followed, ...forAny, ...forType]);
  return types.length === 0 || isLate ? rest : checkTypes(types, rest, compiling.options);
}

function typeRule(types: readonly TypeName[]): Check {
  return ruleOf((value) => types.some((type) => HAS_TYPE[type](value)), `must be ${types.join(',')}`);
}

function checkGroup(type: TypeName, check: Check | undefined, otherwise: Check | undefined): Check | undefined {
  const hasType = HAS_TYPE[type];
  if (!check) return otherwise;
  return (value, place) => (hasType(value) ? check(value, place) : otherwise?.(value));
}

/** Checks the type, or coerces the value where it is stored, and then applies the rest. */
function checkTypes(types: readonly TypeName[], rest: Check | undefined, { coerceTypes }: ValidatorOptions): Check {
  const check = typeRule(types);
  return (value, place) => {
    const broken = check(value);
    if (!broken) return rest?.(value, place);
    const coerced = coerceTypes ? coerce(value, types) : undefined;
    if (coerced === undefined) return broken;
    if (place) place.parent[place.key] = coerced;
    return rest?.(coerced, place);
  };
}
