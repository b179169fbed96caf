export { type TypedMethods, typedMethods } from './typed-methods.ts';
