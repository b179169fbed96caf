import type { Contract } from '../contract/index.ts';
import { EmulatorUsageError } from '../errors/index.ts';
import { requireKnownOptions, suggestName } from '../support/index.ts';
import type { Fault } from './fault.ts';

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isWhole =
  (from: number, to = Number.MAX_SAFE_INTEGER): Check =>
  (value) =>
    Number.isSafeInteger(value) && Number(value) >= from && Number(value) <= to;
const isTextMap: Check = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isText);

interface FieldRule {
  readonly check: Check;
  readonly expected: string;
  readonly required?: boolean;
}

const MS: FieldRule = {
  check: isWhole(0, 2 ** 31 - 1),
  expected: 'a non-negative integer (milliseconds)',
  required: true,
};

const ACTION: FieldRule = { check: isText, expected: 'an action such as create_branch' };

const COMMON: Readonly<Record<string, FieldRule>> = {
  operationId: { check: isText, expected: 'an operationId' },
  route: { check: isText, expected: 'a route' },
  any: { check: (value) => value === true, expected: 'true' },
  nth: { check: isWhole(1), expected: 'a positive integer' },
  probability: {
    check: (value) => typeof value === 'number' && value >= 0 && value <= 1,
    expected: 'a number from 0 to 1',
  },
  seed: { check: isWhole(0), expected: 'a non-negative integer' },
  times: { check: isWhole(1), expected: 'a positive integer' },
  kind: { check: isText, expected: 'a string' },
};

/** The fields of each kind, in addition to the common ones. */
const KINDS: Readonly<Record<Fault['kind'], Readonly<Record<string, FieldRule>>>> = {
  status: {
    status: { check: isWhole(200, 599), expected: 'a status from 200 to 599', required: true },
    body: { check: () => true, expected: 'anything' },
    headers: { check: isTextMap, expected: 'an object with string values' },
  },
  delay: { ms: MS },
  reset: {
    when: { check: (value) => value === 'before' || value === 'after', expected: 'before or after', required: true },
  },
  truncate: {},
  html: {},
  hang: {},
  'operation-fails': {
    failures: {
      check: (value) => value === 'always' || isWhole(1)(value),
      expected: 'a positive integer or "always"',
    },
    action: ACTION,
    message: { check: isText, expected: 'a string' },
  },
  'operation-cancels': { action: ACTION },
  'operation-skips': { action: ACTION },
  lock: { ms: MS },
};

/**
 * Validates a fault from code or from JSON.
 *
 * @throws EmulatorUsageError if it is invalid; the message names the field.
 */
export function parseFault(given: unknown, contract: Contract): Fault {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) fail('A fault must be an object.');
  const fields = withoutUndefined(given);
  const kinds = Object.keys(KINDS);
  const { kind } = fields;
  if (typeof kind !== 'string' || !kinds.includes(kind)) {
    fail(`kind must be one of ${kinds.join(', ')}, not ${JSON.stringify(kind)}.`);
  }
  const rules = { ...COMMON, ...KINDS[kind as Fault['kind']] };
  requireKnownOptions(fields, Object.keys(rules), `A fault of kind ${kind}`);
  for (const [name, { check, expected, required = false }] of Object.entries(rules)) {
    if (fields[name] === undefined ? required : !check(fields[name])) {
      fail(`${name} must be ${expected}, not ${JSON.stringify(fields[name])}.`);
    }
  }
  requireTarget(fields, contract);
  if (fields.nth !== undefined && fields.probability !== undefined) fail('Set nth or probability, not both.');
  return fields as unknown as Fault;
}

function requireTarget({ operationId, route, any }: Fields, { operations }: Contract): void {
  if ([operationId, route, any].filter((target) => target !== undefined).length !== 1) {
    fail('A fault needs exactly one target: operationId, route, or any: true.');
  }
  requireKnown(
    'operationId',
    operationId,
    operations.map((operation) => operation.operationId),
  );
  requireKnown(
    'route',
    route,
    operations.flatMap(({ method, path }) => [path, `${method} ${path}`]),
  );
}

function requireKnown(name: string, value: unknown, known: readonly string[]): void {
  if (typeof value !== 'string' || known.includes(value)) return;
  fail(`The contract has no ${name} "${value}".${suggestName(value, known)}`);
}

function withoutUndefined(given: object): Fields {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function fail(message: string): never {
  throw new EmulatorUsageError(message);
}
