export { paramsTypeName, pascalCase, responseTypeName } from './names.ts';
export { hasNoRequiredInput, type OperationModel, operationModels, responseSchemaName } from './operation-model.ts';
export { type PaginationDialect, paginationDialect, takesCursor } from './pagination.ts';
