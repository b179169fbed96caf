import type { OpenApiDocument } from '../contract/index.ts';
import type { OperationModel } from './operation-model.ts';
import { propertiesOf } from './properties.ts';

/** Where an operation takes the id of an organization, other than in its path. */
export type OrgPlace = 'query' | 'project' | 'body';

/** Returns undefined for an operation that takes none, because its path identifies what it acts on. */
export function orgPlaceOf(document: OpenApiDocument, { queryParameters, body }: OperationModel): OrgPlace | undefined {
  if (queryParameters.some(({ name }) => name === 'org_id')) return 'query';
  const fields = body?.schema ? propertiesOf(document, body.schema) : {};
  if (fields.org_id) return 'body';
  return fields.project && propertiesOf(document, fields.project).org_id ? 'project' : undefined;
}
