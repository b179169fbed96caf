import type { HandlerTable } from '../handler.ts';
import {
  createProjectBranchAnonymized,
  getAnonymizedBranchStatus,
  getMaskingRules,
  startAnonymization,
  updateMaskingRules,
} from './anonymization-handlers.ts';
import {
  countProjectBranches,
  getProjectBranch,
  listProjectBranches,
  setDefaultProjectBranch,
  updateProjectBranch,
} from './branch-handlers.ts';
import { getProjectBranchAiGateway, getProjectBranchStorage } from './branch-service-handlers.ts';
import { createProjectBranch } from './create-branch.ts';
import { deleteProjectBranch, recoverProjectBranch } from './delete-branch.ts';
import { restoreProjectBranch } from './restore-branch.ts';

export { annotate } from './annotations.ts';
export { makeDefault } from './branch-handlers.ts';
export { checkBranchNameIsFree } from './branch-rules.ts';
export { choosePoint, prepareSource } from './choose-point.ts';
export { carryServices, contentsAt, copyContents } from './copy-contents.ts';
export { removeBranch } from './delete-branch.ts';
export { newBranch } from './new-branch.ts';

export const branchHandlers: HandlerTable = {
  countProjectBranches,
  createProjectBranch,
  deleteProjectBranch,
  getProjectBranch,
  listProjectBranches,
  recoverProjectBranch,
  restoreProjectBranch,
  setDefaultProjectBranch,
  updateProjectBranch,
};

export const recordedBranchHandlers: HandlerTable = {
  createProjectBranchAnonymized,
  getAnonymizedBranchStatus,
  getMaskingRules,
  getProjectBranchAiGateway,
  getProjectBranchStorage,
  startAnonymization,
  updateMaskingRules,
};
