export { inputTypeName, paramsTypeName, responseTypeName } from './names.ts';
export { hasNoRequiredInput, type OperationModel, operationModels, responseSchemaName } from './operation-model.ts';
export { pagingOf, takesCursor } from './pagination.ts';
export { startsOperations } from './started-operations.ts';
