import type { HandlerTable } from '../handler.ts';
import {
  createProjectBranchDataAPI,
  deleteProjectBranchDataAPI,
  getProjectBranchDataAPI,
  updateProjectBranchDataAPI,
} from './data-api-handlers.ts';

export const dataApiHandlers: HandlerTable = {
  createProjectBranchDataAPI,
  deleteProjectBranchDataAPI,
  getProjectBranchDataAPI,
  updateProjectBranchDataAPI,
};
