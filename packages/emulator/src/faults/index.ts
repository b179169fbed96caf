export type { AddedFault, Fault, FaultEffect, FaultTarget, FaultTiming } from './fault.ts';
export { createFaultList, type FaultList, type FaultSource } from './fault-list.ts';
export { injectFaults } from './inject-faults.ts';
export { createOperationFaults, type OperationFaults } from './operation-faults.ts';
export { createFaultLocks, type FaultLocks } from './project-locks.ts';
