export * from './shared.ts';
export {
  createNeonClient,
  type NeonClient,
  type ParseAs,
  type TypedMethod,
  type TypedMethods,
  type TypedOptions,
  type TypedResult,
} from './typed-methods/index.ts';
