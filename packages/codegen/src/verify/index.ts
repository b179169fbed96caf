export { compareVerdicts, type Disagreement, disagreementText } from './compare-verdicts.ts';
export { compilerVerdicts, type EmitTypes, type Verdict } from './compiler-verdicts.ts';
