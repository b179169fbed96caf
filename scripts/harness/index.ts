export { EXTRA_DESCRIPTOR, type Program, runToEnd, whileRunning } from './child.ts';
export { chooseNames } from './choose-names.ts';
export { exitWith } from './exit-with.ts';
export { formatSections, formatTable } from './format-table.ts';
export { type Expectation, judgeOutcomes, type Outcome, type Verdict } from './judge-outcomes.ts';
