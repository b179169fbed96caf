import type { DataPlane } from '../../src/data-plane/index.ts';

export type FailingMethod =
  | 'createBranch'
  | 'copyBranch'
  | 'replaceBranchData'
  | 'dropBranch'
  | 'applyRole'
  | 'dropRole'
  | 'createDatabase'
  | 'changeDatabase'
  | 'dropDatabase'
  | 'startEndpoint'
  | 'suspendEndpoint'
  | 'closeEndpoint';

/** When each method of the data plane can fail: before its work, or also after it. */
const FAILING: Readonly<Record<FailingMethod, readonly ('before' | 'after')[]>> = {
  createBranch: ['before', 'after'],
  copyBranch: ['before', 'after'],
  replaceBranchData: ['before'],
  dropBranch: ['before'],
  applyRole: ['before', 'after'],
  dropRole: ['before', 'after'],
  createDatabase: ['before', 'after'],
  changeDatabase: ['before', 'after'],
  dropDatabase: ['before', 'after'],
  startEndpoint: ['before', 'after'],
  suspendEndpoint: ['before', 'after'],
  closeEndpoint: ['before', 'after'],
};

export interface PlaneTrouble {
  readonly method: FailingMethod;
  readonly when: 'before' | 'after';
  /** Number of failures. With fewer than three, the operation succeeds in the end. */
  readonly times: number;
}

/** Lists every way in which one of the methods can fail. */
export function listTroubles(methods: readonly FailingMethod[]): PlaneTrouble[] {
  return methods.flatMap((method) =>
    FAILING[method].flatMap((when) =>
      [1, 2, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY].map((times) => ({ method, when, times })),
    ),
  );
}

/** A data plane that fails on request. */
export interface TroubledPlane {
  readonly dataPlane: DataPlane;
  /** Sets the failure from now on; undefined: everything works. */
  cause(trouble: PlaneTrouble | undefined): void;
}

export function withTrouble(plane: DataPlane): TroubledPlane {
  let trouble: PlaneTrouble | undefined;
  let struck = 0;
  const dataPlane = { ...plane };
  for (const method of Object.keys(FAILING) as FailingMethod[]) {
    const work = plane[method] as ((...args: unknown[]) => Promise<void>) | undefined;
    Object.assign(dataPlane, {
      async [method](...args: unknown[]): Promise<void> {
        const strikes = trouble?.method === method && struck < trouble.times;
        if (strikes) struck += 1;
        if (strikes && trouble?.when === 'before') throw new Error(`${method} failed on request`);
        await work?.(...args);
        if (strikes) throw new Error(`${method} failed on request, after its work`);
      },
    });
  }
  return {
    dataPlane,
    cause(next) {
      trouble = next;
      struck = 0;
    },
  };
}
