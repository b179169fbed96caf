import type { Caller } from '../access/index.ts';
import type { ContractOperation } from '../contract/index.ts';
import type { Answer } from './answer.ts';

/** A request whose operation is known. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  readonly caller: Caller;
  readonly operation: ContractOperation;
  readonly pathParams: Readonly<Record<string, string>>;
  /** Called with the decoded body, before it is validated. */
  readonly onBody?: (body: unknown) => void;
  /** Called with the handler's result, before the operations that it started continue. */
  readonly onAnswer?: (answer: unknown) => void;
}

export type AnswerCall = (call: Call) => Promise<Answer>;

/** A middleware for calls: passes the call on with `next`, or responds to it or refuses it. */
export type Policy = (call: Call, next: AnswerCall) => Promise<Answer>;

/** Wraps `answer` in the policies. The first policy is the outermost. */
export function applyPolicies(policies: readonly Policy[], answer: AnswerCall): AnswerCall {
  return policies.reduceRight<AnswerCall>((next, policy) => (call) => policy(call, next), answer);
}
