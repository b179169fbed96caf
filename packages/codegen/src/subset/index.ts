export { selectOperations } from './select-operations.ts';
export { readShippedContract, readShippedOverlays, SHIPPED_FOLDER, shippedFiles } from './shipped-contract.ts';
export { suggestion } from './suggestion.ts';
