import { isObject, type Json } from '../../json/index.ts';
import type { Fault } from '../fault.ts';
import { anything, type Check, mapOf, name, objectOf } from './check.ts';
import { checkCircles } from './circles.ts';
import { COMPONENT } from './names.ts';
import { header, orReference, parameter, paths, requestBody, response, webhooks } from './operation.ts';
import { uniqueOperationIds } from './operation-ids.ts';
import { checkParameters } from './parameters.ts';
import { checkReferences } from './references.ts';
import { schema } from './schema.ts';

const label: Check = name({ what: 'title or version', pattern: /^[^\r\n\u2028\u2029]+$/, maxLength: 200 });

const anyComponent: Check = mapOf(COMPONENT, anything);

const info: Check = objectOf(
  {
    title: label,
    version: label,
    summary: anything,
    description: anything,
    termsOfService: anything,
    contact: anything,
    license: anything,
  },
  ['title', 'version'],
);

const root: Check = objectOf(
  {
    openapi: anything,
    jsonSchemaDialect: anything,
    info,
    servers: anything,
    security: anything,
    tags: anything,
    externalDocs: anything,
    paths,
    webhooks,
    components: objectOf(
      {
        schemas: mapOf(COMPONENT, schema),
        parameters: mapOf(COMPONENT, orReference('parameters', parameter)),
        responses: mapOf(COMPONENT, orReference('responses', response)),
        requestBodies: mapOf(COMPONENT, orReference('requestBodies', requestBody)),
        headers: mapOf(COMPONENT, orReference('headers', header)),
        securitySchemes: anyComponent,
        examples: anyComponent,
        links: anyComponent,
        callbacks: anyComponent,
        pathItems: anyComponent,
      },
      ['schemas'],
    ),
  },
  ['info', 'paths', 'components'],
);

/** Returns every part of the document that cannot be used or would become a wrong type; empty if there is none. */
export function findFaults(document: Json): Fault[] {
  const version = faultOfVersion(document);
  if (version !== undefined) return [version];
  const faults: Fault[] = [];
  const report = (at: Fault['at'], message: string, where?: { readonly onKey: boolean }) =>
    faults.push({ at, message, ...where });
  root(document, [], report);
  if (isObject(document)) uniqueOperationIds(document.paths ?? null, ['paths'], report);
  checkParameters(document, report);
  checkReferences(document, report);
  checkCircles(document, report);
  return faults;
}

/** Checked first, because a document of another version would produce many useless faults. */
function faultOfVersion(document: Json): Fault | undefined {
  if (!isObject(document)) return { at: [], message: 'An OpenAPI document must be an object.' };
  const supported = 'OpenAPI 3.0 and 3.1 are supported.';
  if (document.swagger !== undefined) return { at: ['swagger'], message: `This is a Swagger document. ${supported}` };
  const { openapi } = document;
  if (openapi === undefined)
    return { at: [], message: `"openapi" is missing, so this is not an OpenAPI document. ${supported}` };
  return typeof openapi === 'string' && /^3\.[01]\.\d{1,3}$/.test(openapi)
    ? undefined
    : { at: ['openapi'], message: `This OpenAPI version is not supported. ${supported}` };
}
