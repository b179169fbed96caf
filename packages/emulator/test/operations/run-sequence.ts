import fc from 'fast-check';
import { pickFrom } from '../model/model.ts';
import { checkAgreement } from './check-agreement.ts';
import { type Draw, METHODS, STEPS } from './steps.ts';
import { listTroubles } from './trouble.ts';
import { readLists, type World } from './world.ts';

/** The long run uses NEON_EMULATOR_TEST_SEQUENCES=2000. */
export const SEQUENCES: number | undefined =
  process.env.NEON_EMULATOR_TEST_SEQUENCES === undefined ? undefined : Number(process.env.NEON_EMULATOR_TEST_SEQUENCES);

export const SEED: number = Number(process.env.NEON_MODEL_SEED ?? 20_260_301);

type Trouble =
  | { readonly kind: 'none' }
  | { readonly kind: 'operation-fails' | 'operation-cancels'; readonly action?: string }
  | { readonly kind: 'plane'; readonly index: number };

export interface DrawnStep extends Draw {
  readonly name: string;
  readonly trouble: Trouble;
}

const anAction = fc.option(fc.constantFrom('start_compute', 'suspend_compute', 'create_timeline', 'delete_timeline'), {
  nil: undefined,
  freq: 1,
});
const aTrouble: fc.Arbitrary<Trouble> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ kind: 'none' } as const) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('operation-fails' as const, 'operation-cancels' as const), anAction)
      .map(([kind, action]) => (action === undefined ? { kind } : { kind, action })),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('plane' as const), index: fc.nat() }) },
);
const aStep: fc.Arbitrary<DrawnStep> = fc.record({
  name: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...Object.keys(STEPS)) },
    { weight: 2, arbitrary: fc.constantFrom('write', 'createBranch', 'restore', 'createSnapshot', 'restoreSnapshot') },
  ),
  trouble: aTrouble,
  pick: fc.nat(),
  other: fc.nat(),
  flag: fc.boolean(),
});

export const aSequence: fc.Arbitrary<DrawnStep[]> = fc.array(aStep, { minLength: 4, maxLength: 14, size: 'max' });

/** Makes the call with its failure, waits for the operations, and checks everything. */
export async function runStep(world: World, { name, trouble, ...draw }: DrawnStep): Promise<void> {
  const { real, plane } = world;
  const lists = await readLists(world);
  if (trouble.kind === 'plane') plane.cause(pickFrom(listTroubles(METHODS[name] ?? []), trouble.index));
  else if (trouble.kind !== 'none' && name !== 'write') real.faults.add({ any: true, nth: 1, ...trouble });
  const note = await STEPS[name]?.(world, lists, draw);
  await real.settle();
  plane.cause(undefined);
  real.faults.clear();
  await note?.();
  await checkAgreement(world);
}
