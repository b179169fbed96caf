export { type Answer, JsonAnswer, setHeader, toResponse } from './answer.ts';
export { type AnswerCall, applyPolicies, type Call, type Policy } from './call.ts';
