export { type AnswerCall, applyPolicies, type Call, type Policy } from './call.ts';
