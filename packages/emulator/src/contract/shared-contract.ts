import { type Contract, createContract } from './contract.ts';

let shared: Contract | undefined;

/** One for the whole process: it never changes, and its compiled validators serve every emulator. */
export function sharedContract(): Contract {
  shared ??= createContract();
  return shared;
}
