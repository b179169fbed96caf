import { refreshFirst } from '../common/index.ts';
import type { HandlerTable } from '../handler.ts';
import { getProjectBranchSchema, getProjectBranchSchemaComparison } from './schema-handlers.ts';

export const schemaHandlers: HandlerTable = refreshFirst({ getProjectBranchSchema, getProjectBranchSchemaComparison });
