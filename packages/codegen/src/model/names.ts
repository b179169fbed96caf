/** `createProject` → `CreateProject`. */
function pascalCase(operationId: string): string {
  return operationId.charAt(0).toUpperCase() + operationId.slice(1);
}

/** Returns the name of an operation's parameter type. */
export function paramsTypeName(operationId: string): string {
  return `${pascalCase(operationId)}Params`;
}

/** Returns the name of an operation's response type. */
export function responseTypeName(operationId: string): string {
  return `${pascalCase(operationId)}Response`;
}

/** Returns the name of a schema's request variant, if it differs from the response variant. */
export function inputTypeName(schemaName: string): string {
  return `${schemaName}Input`;
}
