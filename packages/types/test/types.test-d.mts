import type {
  Branch,
  CreateCredentialResponse,
  CreateProjectBranchParams,
  CreateProjectParams,
  CreateProjectResponse,
  components,
  DeleteProjectBranchResponse,
  GetCurrentUserInfoParams,
  ListProjectBranchesParams,
  ListProjectsParams,
  operations,
  paths,
  RevokeCredentialResponse,
} from '@neon-api/types';

/** Fails to compile unless both types are the same. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : { not: 'the same'; left: A; right: B };
type Claim<T extends true> = T;

export type FlatAndNestedNamesAgree = Claim<Same<Branch, components['schemas']['Branch']>>;
export type PathAndQueryParametersAreFlat = Claim<
  Same<keyof Pick<ListProjectBranchesParams, 'project_id' | 'search' | 'cursor'>, 'project_id' | 'search' | 'cursor'>
>;
export type BodyIsTheRequestBody = Claim<
  Same<
    NonNullable<CreateProjectBranchParams['body']>,
    NonNullable<operations['createProjectBranch']['requestBody']>['content']['application/json']
  >
>;
export type ResponseIsTheSuccessResponse = Claim<
  Same<CreateProjectResponse, paths['/projects']['post']['responses'][201]['content']['application/json']>
>;
export type TwoSuccessResponsesAreAUnion = Claim<undefined extends DeleteProjectBranchResponse ? true : false>;
export type NoContentIsUndefined = Claim<Same<RevokeCredentialResponse, undefined>>;
export type ASchemaWithTheNameIsTheResponse = Claim<
  Same<CreateCredentialResponse, components['schemas']['CreateCredentialResponse']>
>;
export type NoParametersIsAnEmptyObject = Claim<Same<keyof GetCurrentUserInfoParams, never>>;

export const everythingOptional: ListProjectsParams = {};
// Callers may omit a property that has a default.
export const defaultsAreOptional: CreateProjectParams = { body: { project: {} } };
// @ts-expect-error: a wrong name fails at compile time
export const wrongName: ListProjectsParams = { limits: 3 };
// @ts-expect-error: a required parameter is missing
export const missing: ListProjectBranchesParams = {};
