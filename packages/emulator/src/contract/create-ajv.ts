import { Ajv, type ErrorObject, type Options } from 'ajv';
import formatsPlugin from 'ajv-formats';
import { DOCUMENT_ID } from './convert-schema.ts';

/** Creates an Ajv instance with the document's converted components and its formats. */
export function createAjv(components: unknown, options: Options): Ajv {
  // A test checks the document's schemas. To compile the schema of schemas would double the time of the first call.
  const unchecked = { meta: false, validateSchema: false };
  const ajv = new Ajv({ strict: false, validateFormats: true, ...unchecked, ...options });
  formatsPlugin.default(ajv);
  const wholeNumber = { type: 'number', validate: Number.isInteger } as const;
  ajv.addFormat('int', wholeNumber);
  ajv.addFormat('uint64', { type: 'number', validate: (value: number) => Number.isInteger(value) && value >= 0 });
  ajv.addSchema({ components }, DOCUMENT_ID);
  return ajv;
}

/** Returns a message with the field and the broken rule: `body.project.name must NOT have more than 256 characters`. */
export function describeError(root: string, errors: readonly ErrorObject[] | null | undefined): string {
  const error = errors?.[0];
  if (!error) return `${root} is not valid`;
  const field = [root, ...error.instancePath.split('/').slice(1).map(unescapePointer)].join('.');
  const allowed = error.keyword === 'enum' ? `: ${JSON.stringify(error.params.allowedValues)}` : '';
  return `${field} ${error.message ?? 'is not valid'}${allowed}`;
}

function unescapePointer(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}
