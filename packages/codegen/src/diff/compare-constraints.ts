import type { Json } from '../json/index.ts';
import type { ChangeKind } from './change.ts';
import { type Difference, messagesWhere } from './finding.ts';
import type { Located } from './located.ts';

const LOWER_LIMITS = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'];
const UPPER_LIMITS = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'];
const RULES = ['pattern', 'multipleOf', 'uniqueItems'];

/** Number formats by the range they allow. Other formats are treated like patterns. */
const NUMBER_FORMATS: readonly Json[] = ['int32', 'int', 'int64', 'uint64', 'float', 'double'];

/** The only format with its own type. */
const BINARY = 'binary';

/** Compares facts that types do not show: validation, defaults, sensitivity and deprecation. */
export function* compareConstraints(before: Located, after: Located, path: string): Generator<Difference> {
  const [old, now] = [before.value, after.value];
  const at = { path, pointer: after.pointer, side: 'new' } as const;
  const record = (key: string, kind: ChangeKind): Difference => ({
    ...at,
    kind,
    before: shown(key, old[key]),
    after: shown(key, now[key]),
    exempt: messagesWhere({ request: false, response: key !== 'type' }),
  });
  for (const key of [...LOWER_LIMITS, ...UPPER_LIMITS, ...RULES, 'format']) {
    if (JSON.stringify(old[key]) === JSON.stringify(now[key]) || [old[key], now[key]].includes(BINARY)) continue;
    yield record(key, isNarrower(key, old[key], now[key]) ? 'constraint-narrowed' : 'constraint-widened');
  }
  if (isNumber(old.type) && isNumber(now.type) && old.type !== now.type) {
    yield record('type', now.type === 'integer' ? 'constraint-narrowed' : 'constraint-widened');
  }
  if (JSON.stringify(old.default) !== JSON.stringify(now.default)) yield record('default', 'default-changed');
  if (JSON.stringify(old['x-sensitive']) !== JSON.stringify(now['x-sensitive'])) {
    yield record('x-sensitive', 'sensitivity-changed');
  }
  yield* compareLifecycle(before, after, path);
}

interface Lifecycle {
  readonly deprecated?: Json;
  readonly 'x-sunset'?: Json;
  readonly 'x-stability-level'?: Json;
}

/** Compares deprecation, its date, and the stability level. */
export function* compareLifecycle(
  { value: old }: Located<Lifecycle>,
  { value: now, pointer }: Located<Lifecycle>,
  path: string,
): Generator<Difference> {
  const at = { path, pointer, side: 'new' } as const;
  const sunset = { before: old['x-sunset'] ?? null, after: now['x-sunset'] ?? null };
  if ((old.deprecated === true) !== (now.deprecated === true)) {
    yield { ...at, ...sunset, kind: now.deprecated === true ? 'deprecated' : 'undeprecated' };
  } else if (sunset.before !== sunset.after) yield { ...at, ...sunset, kind: 'sunset-changed' };
  const stability = { before: old['x-stability-level'] ?? null, after: now['x-stability-level'] ?? null };
  if (stability.before !== stability.after) yield { ...at, ...stability, kind: 'stability-changed' };
}

function isNarrower(key: string, before: Json | undefined, after: Json | undefined): boolean {
  if (after === undefined) return false;
  if (LOWER_LIMITS.includes(key)) return before === undefined || Number(after) > Number(before);
  if (UPPER_LIMITS.includes(key)) return before === undefined || Number(after) < Number(before);
  if (key === 'format' && NUMBER_FORMATS.includes(after)) {
    return before !== undefined && NUMBER_FORMATS.indexOf(after) < NUMBER_FORMATS.indexOf(before);
  }
  // Patterns cannot be compared, so a new one counts as narrower.
  return after !== false;
}

function isNumber(type: Json | undefined): boolean {
  return type === 'number' || type === 'integer';
}

function shown(key: string, value: Json | undefined): Json {
  if (value === undefined) return null;
  if (key === 'x-sensitive') return value;
  return key === 'default' ? JSON.stringify(value) : `${key} ${JSON.stringify(value)}`;
}
