import type { HttpMethod, Parameter, Schema } from '../contract/index.ts';
import type { Json } from '../json/index.ts';

/** The package that published the types, and the files that the facts are read from. */
export interface WitnessOrigin {
  readonly package: string;
  readonly version: string;
  readonly files: readonly { readonly file: string; readonly sha256: string }[];
}

/** An operation as the types and the JavaScript of a package describe it. */
export interface WitnessOperation {
  readonly id: string;
  readonly method: HttpMethod;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: { readonly required: boolean; readonly mediaType: string; readonly schema: Schema } | undefined;
  /** By status, as in the types; undefined for a response without a body. */
  readonly responses: readonly (readonly [status: string, schema: Schema | undefined])[];
  /** OpenAPI's security schemes, any one of which is enough. */
  readonly security: readonly Json[];
}

/** What the published types of a package say about an API. */
export interface Witness {
  readonly origin: WitnessOrigin;
  readonly operations: readonly WitnessOperation[];
  /** The names of all types that are declared. */
  readonly typeNames: readonly string[];
  /** The schema of a type; its references are to other types of the witness. */
  readonly schemaOf: (name: string) => Schema;
}
