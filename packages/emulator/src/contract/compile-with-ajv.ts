import { Ajv, type ErrorObject } from 'ajv';
import formatsPlugin from 'ajv-formats';
import { DOCUMENT_ID } from './convert-schema.ts';
import { MORE_FORMATS } from './more-formats.ts';
import { type CreateCompiler, describeRule } from './validate.ts';

/** Compiles schemas to JavaScript. It is fast, but a page whose policy forbids `eval` refuses it. */
export const compileWithAjv: CreateCompiler = (components, options) => {
  // A test checks the document's schemas. To compile the schema of schemas would double the time of the first call.
  const unchecked = { meta: false, validateSchema: false };
  const ajv = new Ajv({ strict: false, validateFormats: true, ...unchecked, ...options });
  formatsPlugin.default(ajv);
  for (const [name, format] of Object.entries(MORE_FORMATS)) ajv.addFormat(name, format);
  ajv.addSchema({ components }, DOCUMENT_ID);
  return (schema) => {
    const validate = ajv.compile(schema as object);
    return (value, root) => (validate(value) ? undefined : describeError(root, validate.errors));
  };
};

function describeError(root: string, errors: readonly ErrorObject[] | null | undefined): string {
  const error = errors?.[0];
  if (!error) return `${root} is not valid`;
  return describeRule(root, {
    path: error.instancePath.split('/').slice(1).map(unescapePointer),
    message: error.message ?? 'is not valid',
    allowed: error.keyword === 'enum' ? error.params.allowedValues : undefined,
  });
}

function unescapePointer(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}
