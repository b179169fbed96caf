/** `createProject` → `CreateProject`. */
function pascalCase(operationId: string): string {
  return operationId.charAt(0).toUpperCase() + operationId.slice(1);
}

/** The name of the flat parameter type of an operation. */
export function paramsTypeName(operationId: string): string {
  return `${pascalCase(operationId)}Params`;
}

/** The name of the response type of an operation. */
export function responseTypeName(operationId: string): string {
  return `${pascalCase(operationId)}Response`;
}

/** The name of the variant of a schema that callers send, where that differs from what Neon sends. */
export function inputTypeName(schemaName: string): string {
  return `${schemaName}Input`;
}
