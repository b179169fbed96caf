import { createVirtualClock } from '@neon-api/ground';
import type { OpenApiDocument } from '../contract/index.ts';
import { EmulatorUsageError } from '../errors/index.ts';
import { type LimitOptions, type Limits, resolveLimits } from '../limits/index.ts';
import { PACES, type Speed } from '../operations/index.ts';
import { checkSeed, type Seed } from '../seed/index.ts';
import { newAdminToken, newApiKey } from '../state/index.ts';
import {
  type Clock,
  DEEPEST_NESTING,
  isNestedDeeper,
  type Log,
  type Random,
  systemClock,
  systemRandom,
} from '../support/index.ts';

/** The options of every emulator, with or without a port. */
export interface ComposedOptions {
  /** API key that requests must send, without spaces. Default: a random one. */
  readonly apiKey?: string;
  /** Bearer token for `/__emulator`, without spaces. Default: a random one. */
  readonly adminToken?: string;
  /** `virtual` is a clock that only `emulator.clock.advance` moves. Default: the system clock. */
  readonly clock?: Clock | 'virtual';
  /** Returns a number in [0, 1). Seed it to get the same ids in every run. Default: unseeded. */
  readonly random?: Random;
  /**
   * Simulated duration of operations, in addition to the real work. Default `fast`: some tens of milliseconds. A
   * number is a factor: 10 is ten times as fast as Neon.
   */
  readonly speed?: Speed | number;
  /** Enforces Neon's rate limits and plan limits. Default false. */
  readonly limits?: boolean | LimitOptions;
  /**
   * Answers 400 `org_id is required` if a personal key lists or creates projects without an organization, as Neon does.
   * Default true.
   */
  readonly orgRequired?: boolean;
  /** Initial projects. */
  readonly seed?: Seed;
  /** Validates the emulator's own responses against the contract. Default false. */
  readonly strict?: boolean;
  /** Called with each log line. */
  readonly log?: Log;
}

/** `ComposedOptions` with all defaults applied. */
export interface ResolvedComposed extends Required<Omit<ComposedOptions, 'clock' | 'seed' | 'limits'>> {
  readonly clock: Clock;
  readonly seed: Seed | undefined;
  readonly limits: Limits | undefined;
}

/** The defaults, except that of `log`, which depends on the runtime. */
export const COMPOSED_DEFAULTS: Required<
  Pick<ComposedOptions, 'clock' | 'random' | 'speed' | 'limits' | 'orgRequired' | 'strict'>
> = {
  clock: systemClock,
  random: systemRandom,
  speed: 'fast',
  limits: false,
  orgRequired: true,
  strict: false,
};

/** The names of all options. */
export const COMPOSED_NAMES: readonly string[] = [
  ...Object.keys(COMPOSED_DEFAULTS),
  'apiKey',
  'adminToken',
  'seed',
  'log',
];

/** Validates the options and applies the defaults. Calls `readDocument` only to check a seed. */
export function resolveComposed(
  options: ComposedOptions & { readonly log: Log },
  readDocument: () => OpenApiDocument,
): ResolvedComposed {
  const given = withoutUndefined(options);
  const { clock, random, speed, limits, orgRequired, strict } = { ...COMPOSED_DEFAULTS, ...given };
  requireSpeed(speed);
  const apiKey = requireToken('apiKey', given.apiKey ?? newApiKey(random));
  const adminToken = requireToken('adminToken', given.adminToken ?? newAdminToken(systemRandom));
  if (apiKey === adminToken) throw new EmulatorUsageError('adminToken must differ from apiKey.');
  return {
    apiKey,
    adminToken,
    clock: clock === 'virtual' ? createVirtualClock(Date.now()) : clock,
    random,
    speed,
    limits: resolveLimits(limits),
    orgRequired,
    seed: resolveSeed(given.seed, readDocument),
    strict,
    log: options.log,
  };
}

/** Returns the options that are set. */
export function withoutUndefined<Options extends object>(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options;
}

function resolveSeed(seed: Seed | undefined, readDocument: () => OpenApiDocument): Seed | undefined {
  if (isNestedDeeper(seed)) throw new EmulatorUsageError(`The seed is nested deeper than ${DEEPEST_NESTING} levels.`);
  if (seed !== undefined) checkSeed(seed, readDocument());
  return seed;
}

function requireSpeed(speed: Speed | number): void {
  if (typeof speed === 'number' ? speed > 0 && Number.isFinite(speed) : Object.keys(PACES).includes(speed)) return;
  throw new EmulatorUsageError(
    `speed must be one of ${Object.keys(PACES).join(', ')}, or a number above 0, not "${speed}".`,
  );
}

function requireToken(name: string, value: string): string {
  if (/^[\x21-\x7e]+$/.test(value)) return value;
  throw new EmulatorUsageError(`${name} must be one or more printable ASCII characters without spaces.`);
}
