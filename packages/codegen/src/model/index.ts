export { inputTypeName, paramsTypeName, responseTypeName } from './names.ts';
export { hasNoRequiredInput, type OperationModel, operationModels, responseSchemaName } from './operation-model.ts';
export { pagingOf, takesCursor } from './pagination.ts';
export { itemsOf, propertiesOf } from './properties.ts';
export { resolve } from './references.ts';
export { renameSchemas } from './renamed-schemas.ts';
export { startsOperations } from './started-operations.ts';
export { tagUnions } from './tagged-unions.ts';
export { RESERVED_WORDS } from './taken-names.ts';
