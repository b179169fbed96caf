import type { JsonObject } from '../document.ts';
import { type Check, checkChild, type Rule, ruleOf } from './check.ts';

/** The rules of lists, in the order in which ajv applies them. */
export const ARRAY_RULES: Readonly<Record<string, Rule>> = {
  maxItems: ({ maxItems }) =>
    limit(maxItems, (most) =>
      ruleOf((list: unknown[]) => list.length <= most, `must NOT have more than ${most} items`),
    ),
  minItems: ({ minItems }) =>
    limit(minItems, (least) =>
      ruleOf((list: unknown[]) => list.length >= least, `must NOT have fewer than ${least} items`),
    ),
  items: ({ items }, { compile }) => {
    const check = items === undefined ? undefined : compile(items);
    return (
      check &&
      ((list) => findBroken((list as unknown[]).keys(), (index) => checkChild(check, list as unknown[], index)))
    );
  },
};

/** The rules of objects, in the order in which ajv applies them. */
export const OBJECT_RULES: Readonly<Record<string, Rule>> = {
  maxProperties: ({ maxProperties }) =>
    limit(maxProperties, (most) =>
      ruleOf((value: object) => Object.keys(value).length <= most, `must NOT have more than ${most} properties`),
    ),
  required: ({ required }) => {
    if (!Array.isArray(required) || required.length === 0) return undefined;
    return (value) => {
      const missing = required.find((name) => (value as JsonObject)[name] === undefined);
      return missing === undefined ? undefined : { path: [], message: `must have required property '${missing}'` };
    };
  },
  additionalProperties: ({ additionalProperties, properties = {} }, { compile }) => {
    const check = additionalProperties === undefined ? undefined : compile(additionalProperties);
    if (!check) return undefined;
    const furtherIn = (value: unknown): string[] =>
      Object.keys(value as object).filter((name) => !Object.hasOwn(properties as object, name));
    if (additionalProperties === false)
      return ruleOf((value) => furtherIn(value).length === 0, 'must NOT have additional properties');
    return (value) => findBroken(furtherIn(value), (name) => checkChild(check, value as object, name));
  },
  properties: ({ properties }, { compile }) => {
    const checks = Object.entries((properties ?? {}) as JsonObject).flatMap(([name, schema]) => {
      const check = compile(schema);
      return check ? [[name, check] as const] : [];
    });
    if (checks.length === 0) return undefined;
    return (value) =>
      findBroken(checks, ([name, check]) =>
        (value as JsonObject)[name] === undefined ? undefined : checkChild(check, value as object, name),
      );
  },
};

/** Adds the defaults of missing fields. */
export const defaultsRule: Rule = ({ properties }, { options, isAlternative }) => {
  if (options.useDefaults !== true || isAlternative) return undefined;
  const defaults = Object.entries((properties ?? {}) as Record<string, JsonObject>).filter(
    ([, schema]) => schema.default !== undefined,
  );
  if (defaults.length === 0) return undefined;
  return (value) => {
    const fields = value as Record<string, unknown>;
    for (const [name, schema] of defaults)
      if (fields[name] === undefined) fields[name] = structuredClone(schema.default);
    return undefined;
  };
};

function limit(value: unknown, ruleFor: (value: number) => Check): Check | undefined {
  return typeof value === 'number' ? ruleFor(value) : undefined;
}

function findBroken<Item>(items: Iterable<Item>, check: (item: Item) => ReturnType<Check>): ReturnType<Check> {
  for (const item of items) {
    const broken = check(item);
    if (broken) return broken;
  }
  return undefined;
}
