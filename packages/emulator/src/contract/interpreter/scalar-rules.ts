import { fullFormats } from 'ajv-formats/dist/formats.js';
import { MORE_FORMATS } from '../more-formats.ts';
import { type Check, type Rule, ruleOf } from './check.ts';

type Format = RegExp | boolean | ((value: never) => boolean) | FormatDefinition;

interface FormatDefinition {
  readonly type?: string;
  readonly validate: RegExp | ((value: never) => boolean);
}

const FORMATS = { ...fullFormats, ...MORE_FORMATS } as unknown as Readonly<Record<string, Format>>;

/** The rules of numbers, in the order in which ajv applies them. */
export const NUMBER_RULES: Readonly<Record<string, Rule>> = {
  maximum: ({ maximum }) =>
    number(maximum, (limit) => ruleOf((value: number) => value <= limit, `must be <= ${limit}`)),
  minimum: ({ minimum }) =>
    number(minimum, (limit) => ruleOf((value: number) => value >= limit, `must be >= ${limit}`)),
  format: ({ format }) => formatRule(format, 'number'),
};

/** The rules of texts, in the order in which ajv applies them. */
export const STRING_RULES: Readonly<Record<string, Rule>> = {
  maxLength: ({ maxLength }) =>
    number(maxLength, (limit) =>
      ruleOf((text: string) => lengthOf(text) <= limit, `must NOT have more than ${limit} characters`),
    ),
  minLength: ({ minLength }) =>
    number(minLength, (limit) =>
      ruleOf((text: string) => lengthOf(text) >= limit, `must NOT have fewer than ${limit} characters`),
    ),
  pattern: ({ pattern }) => {
    if (typeof pattern !== 'string') return undefined;
    const expression = new RegExp(pattern, 'u');
    return ruleOf((text: string) => expression.test(text), `must match pattern "${pattern}"`);
  },
  format: ({ format }) => formatRule(format, 'string'),
};

function number(limit: unknown, ruleFor: (limit: number) => Check): Check | undefined {
  return typeof limit === 'number' ? ruleFor(limit) : undefined;
}

/** Counts characters, not halves of them. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

function formatRule(name: unknown, type: string): Check | undefined {
  const format = typeof name === 'string' ? FORMATS[name] : undefined;
  if (format === undefined || typeof format === 'boolean') return undefined;
  const { type: formatType = 'string', validate } = isDefinition(format) ? format : { validate: format };
  if (formatType !== type) return undefined;
  const isMet = validate instanceof RegExp ? (text: string) => validate.test(text) : validate;
  return ruleOf(isMet, `must match format "${name}"`);
}

function isDefinition(format: Exclude<Format, boolean>): format is FormatDefinition {
  return typeof format === 'object' && 'validate' in format;
}
