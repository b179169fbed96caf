export { describeSchema } from './describe-schema.ts';
export { describeSweep } from './describe-sweep.ts';
