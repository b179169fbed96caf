import type { Bump, ChangeKind, Direction, Effect } from './change.ts';

/** Breaks, unless `unless` holds; then `otherwise`. */
interface Exception {
  readonly unless: string;
  readonly otherwise: Effect;
}

export type Rule = Effect | Exception;

/** The effect of a kind of change on code written against the old types, by how that code uses the changed part. */
export interface Policy {
  /** The effect on code that sends the changed part. */
  readonly sent?: Rule;
  /** The effect on code that reads it from a response or an error. */
  readonly read?: Rule;
  /** The effect on code that looks up the path and method in `paths`. */
  readonly address?: Effect;
  /** The effect on code that imports the name. */
  readonly name?: Effect;
  /** Whether the types show it, or the condition under which they do so. */
  readonly visible: boolean | { readonly if: string };
}

/** Decision 5 shows this table; a test compares the two. */
export const POLICY: Readonly<Record<ChangeKind, Policy>> = {
  'operation-added': { name: 'extends', visible: true },
  'operation-removed': { name: 'breaks', visible: true },
  'operation-renamed': { name: 'breaks', visible: true },
  'operation-moved': { address: 'breaks', visible: true },
  'method-changed': { address: 'breaks', visible: true },
  'security-changed': { address: 'extends', visible: false },
  'schema-added': { name: 'extends', visible: true },
  'schema-removed': { name: 'breaks', visible: true },
  'schema-renamed': { name: 'breaks', visible: true },

  'input-added': { sent: unless('it is optional'), visible: true },
  'input-removed': { sent: 'breaks', visible: true },
  'input-required': { sent: 'breaks', visible: true },
  'input-optional': { sent: 'extends', visible: true },
  'input-place-changed': { sent: 'breaks', visible: { if: 'it moves into or out of the body' } },
  'request-media-type-changed': { sent: unless('the old media types stay'), visible: false },
  'response-media-type-changed': { read: unless('the first media type stays'), visible: false },
  'status-added': {
    read: unless('it is an error, or its body fits an old success'),
    visible: { if: 'it is a success' },
  },
  'status-removed': { read: 'extends', visible: { if: 'it is a success' } },
  'status-changed': { read: 'extends', visible: false },
  'answer-added': { read: unless('no success had a body'), visible: true },
  'answer-removed': { read: 'breaks', visible: true },

  'property-added': {
    sent: unless('it is optional'),
    read: unless('no further properties are read, or theirs is its type'),
    visible: true,
  },
  'property-removed': {
    sent: unless('further properties take its type'),
    read: unless('it was optional, and further properties have its type'),
    visible: true,
  },
  'property-required': { sent: 'breaks', read: 'extends', visible: true },
  'property-optional': { sent: 'extends', read: 'breaks', visible: true },
  'rest-allowed': { sent: unless('the other parts of the `allOf` fit'), read: 'extends', visible: true },
  'rest-refused': { sent: 'breaks', read: 'breaks', visible: true },

  'type-changed': {
    sent: unless('the new type takes the old'),
    read: unless('the new type fits the old'),
    visible: true,
  },
  'null-allowed': { sent: 'extends', read: 'breaks', visible: true },
  'null-refused': { sent: 'breaks', read: 'extends', visible: true },
  'value-added': { sent: 'extends', read: unless('there were several values, which are open'), visible: true },
  'value-removed': { sent: 'breaks', read: 'extends', visible: true },
  'values-listed': { sent: 'breaks', read: 'extends', visible: true },
  'values-freed': { sent: 'extends', read: unless('there were several values, which are open'), visible: true },
  'option-added': { sent: 'extends', read: unless('it fits an old option'), visible: true },
  'option-removed': { sent: unless('another option takes it'), read: 'extends', visible: true },
  'reference-changed': { sent: 'none', read: 'none', visible: true },

  'constraint-narrowed': { sent: 'breaks', read: 'none', visible: false },
  'constraint-widened': { sent: 'extends', read: unless('an integer stays one', 'none'), visible: false },
  'default-changed': { sent: 'extends', read: 'none', visible: false },
  'sensitivity-changed': { sent: 'extends', read: 'extends', visible: false },
  deprecated: { sent: 'extends', read: 'extends', name: 'extends', visible: false },
  undeprecated: { sent: 'extends', read: 'extends', name: 'extends', visible: false },
  'sunset-changed': { sent: 'extends', read: 'extends', name: 'extends', visible: false },
  'stability-changed': { sent: 'extends', read: 'extends', name: 'extends', visible: false },
};

/** Returns the bump for an effect. A break that affects only alpha and beta operations requires a minor version. */
export const BUMPS: Readonly<Record<Effect, Bump>> = { breaks: 'major', extends: 'minor', none: 'patch' };

const COLUMNS = {
  request: 'sent',
  response: 'read',
  error: 'read',
  address: 'address',
  name: 'name',
} as const satisfies Record<Direction, keyof Policy>;

/** Returns the effect in one direction. `exempt`: the rule's exception applies. */
export function effectOf(kind: ChangeKind, direction: Direction, exempt: boolean): Effect {
  const rule = POLICY[kind][COLUMNS[direction]] ?? 'none';
  if (typeof rule === 'string') return rule;
  return exempt ? rule.otherwise : 'breaks';
}

function unless(condition: string, otherwise: Effect = 'extends'): Exception {
  return { unless: condition, otherwise };
}
