import type { HandlerTable } from '../handler.ts';
import {
  createProjectBranchTrigger,
  deleteProjectBranchTrigger,
  getProjectBranchTrigger,
  listProjectBranchTriggers,
  updateProjectBranchTrigger,
} from './trigger-handlers.ts';

export { disableTrigger } from './effective-triggers.ts';
export { fireSchedules, fireUpload, resumeSchedules, triggersDueMs } from './fire-triggers.ts';

export const triggerHandlers: HandlerTable = {
  createProjectBranchTrigger,
  deleteProjectBranchTrigger,
  getProjectBranchTrigger,
  listProjectBranchTriggers,
  updateProjectBranchTrigger,
};
