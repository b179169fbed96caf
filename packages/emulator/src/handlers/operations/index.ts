import type { HandlerTable } from '../handler.ts';
import { getProjectOperation, listProjectOperations } from './operation-handlers.ts';

export const operationHandlers: HandlerTable = { getProjectOperation, listProjectOperations };
