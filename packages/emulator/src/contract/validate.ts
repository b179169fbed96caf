/** Returns what is wrong with the value, which the message calls `root`; undefined if it is valid. May change fields. */
export type Validate = (value: unknown, root: string) => string | undefined;

export interface ValidatorOptions {
  /** Whether texts become the numbers, booleans and lists that the schema asks for, as in a query or a form. */
  readonly coerceTypes?: boolean;
  /** Whether missing fields get the defaults of the schema. */
  readonly useDefaults?: boolean;
}

/** Makes validators of converted schemas, which may refer to the document's converted components. */
export type CreateCompiler = (components: unknown, options: ValidatorOptions) => (schema: unknown) => Validate;

/** The first rule that a value breaks. */
export interface BrokenRule {
  /** The names and indexes that lead to the field. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** The values that `enum` allows. */
  readonly allowed?: readonly unknown[] | undefined;
}

/** Returns a message with the field and the broken rule: `body.project.name must NOT have more than 256 characters`. */
export function describeRule(root: string, { path, message, allowed }: BrokenRule): string {
  return `${[root, ...path].join('.')} ${message}${allowed ? `: ${JSON.stringify(allowed)}` : ''}`;
}
