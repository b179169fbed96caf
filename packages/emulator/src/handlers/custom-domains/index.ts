import type { HandlerTable } from '../handler.ts';
import {
  deleteProjectBranchCustomDomain,
  listProjectBranchCustomDomains,
  registerProjectBranchCustomDomain,
} from './custom-domain-handlers.ts';

export { releaseDomains } from './domain-records.ts';

export const customDomainHandlers: HandlerTable = {
  deleteProjectBranchCustomDomain,
  listProjectBranchCustomDomains,
  registerProjectBranchCustomDomain,
};
