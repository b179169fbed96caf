export { inputTypeName, paramsTypeName, pascalCase, responseTypeName } from './names.ts';
export { hasNoRequiredInput, type OperationModel, operationModels, responseSchemaName } from './operation-model.ts';
export { type NextCursorPath, type Paging, pagingOf, takesCursor } from './pagination.ts';
export { startsOperations } from './started-operations.ts';
