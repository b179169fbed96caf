import fc from 'fast-check';
import { expect } from 'vitest';
import { compareWithModel } from './compare.ts';
import type { Model } from './model.ts';
import type { Answer, Real } from './real.ts';

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly key?: string;
}

/** The model's prediction: the call, its status, and the changes if it succeeds. */
export interface Prediction {
  readonly call: Call;
  readonly status: number;
  readonly apply?: (body: Answer['body'], real: Real) => void | Promise<void>;
}

export type ModelCommand = fc.AsyncCommand<Model, Real>;

/** Defines a command that predicts, calls, compares the status, applies the change, and then compares everything. */
export function defineCommand<Args>(
  name: string,
  args: fc.Arbitrary<Args>,
  predict: (model: Readonly<Model>, args: Args) => Prediction | undefined,
): fc.Arbitrary<ModelCommand> {
  return args.map((given) => ({
    check: (model) => predict(model, given) !== undefined,
    async run(model, real) {
      const prediction = predict(model, given);
      if (!prediction) return;
      const { method, path, body, key } = prediction.call;
      const answer = await real.call(method, path, body, key);
      expect({ name, path, status: answer.status, body: answer.status >= 400 ? answer.body : '' }).toMatchObject({
        status: prediction.status,
      });
      await prediction.apply?.(answer.body, real);
      await real.settle();
      await compareWithModel(model, real);
    },
    toString: () => `${name}(${fc.stringify(given)})`,
  }));
}

export const anIndex: fc.Arbitrary<number> = fc.nat({ max: 63 });
export const aBranchName: fc.Arbitrary<string> = fc.constantFrom('main', 'dev', 'feature', 'old', 'main (old)');
