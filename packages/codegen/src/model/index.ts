export { inputTypeName, paramsTypeName, responseTypeName } from './names.ts';
export { hasNoRequiredInput, type OperationModel, operationModels, responseSchemaName } from './operation-model.ts';
export { pagingOf, takesCursor } from './pagination.ts';
export { itemsOf, propertiesOf } from './properties.ts';
export { resolve } from './references.ts';
export { references, schemaName, schemaReference } from './schema-references.ts';
export { startsOperations } from './started-operations.ts';
export { tagUnions } from './tagged-unions.ts';
