import type { HandlerTable } from '../handler.ts';
import {
  createProjectBranchAnonymized,
  getAnonymizedBranchStatus,
  getMaskingRules,
  startAnonymization,
  updateMaskingRules,
} from './anonymization-handlers.ts';
import { getProjectBranchAiGateway, getProjectBranchStorage } from './branch-service-handlers.ts';

export const recordedBranchHandlers: HandlerTable = {
  createProjectBranchAnonymized,
  getAnonymizedBranchStatus,
  getMaskingRules,
  getProjectBranchAiGateway,
  getProjectBranchStorage,
  startAnonymization,
  updateMaskingRules,
};
