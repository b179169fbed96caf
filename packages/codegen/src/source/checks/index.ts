import type { Json } from '../../contract/index.ts';
import type { Fault } from '../fault.ts';
import { type Check, isObject, mapOf, name, objectOf } from './check.ts';
import { COMPONENT } from './names.ts';
import { orReference, parameter, paths, requestBody, response } from './operation.ts';
import { uniqueOperationIds } from './operation-ids.ts';
import { checkReferences } from './references.ts';
import { namedSchema } from './schema.ts';

const label: Check = name({ what: 'title or version', pattern: /^[^\r\n\u2028\u2029]+$/, maxLength: 200 });

const anyComponent: Check = mapOf(COMPONENT, () => undefined);

const root: Check = objectOf(
  {
    info: objectOf({ title: label, version: label }, ['title', 'version']),
    paths,
    webhooks: anyComponent,
    components: objectOf(
      {
        schemas: mapOf(COMPONENT, namedSchema),
        parameters: mapOf(COMPONENT, orReference('parameters', parameter)),
        responses: mapOf(COMPONENT, orReference('responses', response)),
        requestBodies: mapOf(COMPONENT, orReference('requestBodies', requestBody)),
        headers: anyComponent,
        securitySchemes: anyComponent,
        examples: anyComponent,
        links: anyComponent,
        callbacks: anyComponent,
      },
      ['schemas'],
    ),
  },
  ['info', 'paths', 'components'],
);

/** Everything that the document lacks of what the rest of the program takes for granted; empty when all is well. */
export function findFaults(document: Json): Fault[] {
  const version = faultOfVersion(document);
  if (version !== undefined) return [version];
  const faults: Fault[] = [];
  const report = (at: Fault['at'], message: string, where?: { readonly onKey: boolean }) =>
    faults.push({ at, message, ...where });
  root(document, [], report);
  if (isObject(document)) uniqueOperationIds(document.paths ?? null, ['paths'], report);
  checkReferences(document, report);
  return faults;
}

/** A document of another version would give a flood of faults that say nothing. */
function faultOfVersion(document: Json): Fault | undefined {
  if (!isObject(document)) return { at: [], message: 'An OpenAPI document is an object, and this is none.' };
  const supported = 'OpenAPI 3.0 and 3.1 are supported.';
  if (document.swagger !== undefined) return { at: ['swagger'], message: `This is a Swagger document. ${supported}` };
  const { openapi } = document;
  if (openapi === undefined)
    return { at: [], message: `"openapi" is missing, so this is no OpenAPI document. ${supported}` };
  return typeof openapi === 'string' && /^3\.[01]\.\d{1,3}$/.test(openapi)
    ? undefined
    : { at: ['openapi'], message: `This version of OpenAPI is not known. ${supported}` };
}
