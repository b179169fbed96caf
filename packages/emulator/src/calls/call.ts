import type { Caller } from '../access/index.ts';
import type { ContractOperation } from '../contract/index.ts';

/** A request that has found its operation. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  readonly caller: Caller;
  readonly operation: ContractOperation;
  readonly pathParams: Readonly<Record<string, string>>;
  /** Told the decoded body, before it is checked. */
  readonly onBody?: (body: unknown) => void;
  /** Told the answer of the handler, before anything it has set going runs on. */
  readonly onAnswer?: (answer: unknown) => void;
}

export type AnswerCall = (call: Call) => Promise<Response>;

/** Stands between a call and its answer: lets it through by calling `next`, or answers or refuses it itself. */
export type Policy = (call: Call, next: AnswerCall) => Promise<Response>;

/** The first policy is the outermost. */
export function applyPolicies(policies: readonly Policy[], answer: AnswerCall): AnswerCall {
  return policies.reduceRight<AnswerCall>((next, policy) => (call) => policy(call, next), answer);
}
