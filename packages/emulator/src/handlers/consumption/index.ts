import type { HandlerTable } from '../handler.ts';
import {
  getConsumptionHistoryPerBranchV2,
  getConsumptionHistoryPerProject,
  getConsumptionHistoryPerProjectV2,
} from './consumption-handlers.ts';

export const consumptionHandlers: HandlerTable = {
  getConsumptionHistoryPerBranchV2,
  getConsumptionHistoryPerProject,
  getConsumptionHistoryPerProjectV2,
};
