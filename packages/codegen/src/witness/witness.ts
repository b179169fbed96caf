import type { HttpMethod, Parameter, Schema } from '../contract/index.ts';
import type { Json } from '../json/index.ts';

/** The package that published the types, and the files from which the facts were read. */
export interface WitnessOrigin {
  readonly package: string;
  readonly version: string;
  readonly files: readonly { readonly file: string; readonly sha256: string }[];
}

/** An operation as described by the types and the JavaScript of a package. */
export interface WitnessOperation {
  readonly id: string;
  readonly method: HttpMethod;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: { readonly required: boolean; readonly mediaType: string; readonly schema: Schema } | undefined;
  /** By status, as in the types; undefined for a response without a body. */
  readonly responses: readonly (readonly [status: string, schema: Schema | undefined])[];
  /** OpenAPI security schemes, any one of which is sufficient. */
  readonly security: readonly Json[];
}

/** An API as described by the published types of a package. */
export interface Witness {
  readonly origin: WitnessOrigin;
  readonly operations: readonly WitnessOperation[];
  /** The names of all declared types. */
  readonly typeNames: readonly string[];
  /** Returns the schema of a type. Its references are to other types of the witness. */
  readonly schemaOf: (name: string) => Schema;
}
