type Values = Readonly<Record<string, unknown>>;

/** Adds the client's organization to the parameters of a call, unless they name one. */
export type AddOrg = (params: Values, orgId: string) => Values;

// One for each place where operations take it; only those operation functions import it, to keep bundles small.

export const orgInQuery: AddOrg = (params, orgId) => ({ ...params, org_id: params.org_id ?? orgId });

export const orgInBody: AddOrg = ({ body, ...params }, orgId) => ({
  ...params,
  body: orgInQuery(Object(body), orgId),
});

export const orgInProject: AddOrg = (params, orgId) => {
  const { project, ...body } = Object(params.body);
  return { ...params, body: { ...body, project: project && orgInQuery(project, orgId) } };
};
