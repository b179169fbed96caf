export { suggestion } from './nearest-names.ts';
export { selectOperations } from './select-operations.ts';
export { readShippedContract, readShippedOverlays, SHIPPED_FOLDER, shippedFiles } from './shipped-contract.ts';
