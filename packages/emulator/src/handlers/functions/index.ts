import type { HandlerTable } from '../handler.ts';
import { createProjectBranchFunctionDeployment } from './deployment-handler.ts';
import {
  deleteProjectBranchFunction,
  getProjectBranchFunction,
  listProjectBranchFunctions,
  updateProjectBranchFunction,
} from './function-handlers.ts';

export const functionHandlers: HandlerTable = {
  createProjectBranchFunctionDeployment,
  deleteProjectBranchFunction,
  getProjectBranchFunction,
  listProjectBranchFunctions,
  updateProjectBranchFunction,
};
