export type { ItemOf, OperationFunction } from './paged-operation.ts';
export { type PageOptions, type Pages, paginate } from './paginate.ts';
