import { type Contract, createContract } from './contract.ts';

let shared: Contract | undefined;

/** Returns the contract of the process, so that all emulators share its compiled validators. */
export function sharedContract(): Contract {
  shared ??= createContract();
  return shared;
}
