export { assertCallback, assertOptions } from './assert-options.ts';
export {
  abortSignal,
  branchIdRule,
  callback,
  either,
  flag,
  listOf,
  lsnRule,
  numberFrom,
  type OptionRule,
  type OptionRules,
  oneOf,
  required,
  text,
  textUpTo,
  timeRule,
  wholeFrom,
} from './option-rules.ts';
