import type {
  CustomDomain,
  DeleteProjectBranchCustomDomainParams,
  ListProjectBranchCustomDomainsParams,
  ListProjectBranchCustomDomainsResponse,
  RegisterProjectBranchCustomDomainParams,
  RegisterProjectBranchCustomDomainResponse,
} from '@neon-api/types';
import { ApiError, conflict, notFound } from '../../errors/index.ts';
import type { BranchRecord, CustomDomainRecord } from '../../state/index.ts';
import { timestampOf } from '../../support/index.ts';
import {
  findProjectBranch,
  type ProjectBranch,
  paginate,
  requirePageSize,
  servicesOf,
  showNext,
} from '../common/index.ts';
import type { Handler, HandlerContext } from '../handler.ts';
import { foldDomain, normalizeDomain } from './domain-name.ts';
import { domainsOf, findOwner } from './domain-records.ts';
import { judgeDomain } from './domain-status.ts';

const LARGEST_PAGE = 1000;
/** The only kind of target. */
const ENTITY_TYPE = 'function';

export const listProjectBranchCustomDomains: Handler<
  ListProjectBranchCustomDomainsParams,
  ListProjectBranchCustomDomainsResponse
> = (context, params) => {
  const place = findProjectBranch(context, params);
  const page = paginate(domainsOf(place.record), {
    positionOf: ({ domain }) => [domain, ''],
    order: 'asc',
    limit: requirePageSize(params.limit, LARGEST_PAGE),
    cursor: params.cursor,
  });
  return {
    custom_domains: page.items.map((domain) => showDomain(context, place, domain)),
    pagination: showNext(page),
  };
};

/** Docs (functions/custom-domains): registering a domain again for the same function returns the same result. */
export const registerProjectBranchCustomDomain: Handler<
  RegisterProjectBranchCustomDomainParams,
  RegisterProjectBranchCustomDomainResponse
> = (context, params) => {
  const place = findProjectBranch(context, params);
  const { entity_type: entityType, entity_id: functionSlug } = params.body;
  const domain = normalizeDomain(params.body.domain);
  if (entityType !== ENTITY_TYPE) {
    throw new ApiError(400, `body.entity_type must be "${ENTITY_TYPE}"`, 'invalid_entity_type');
  }
  if (!hasFunction(place.record, functionSlug)) throw notFound('function');
  const owner = findOwner(context.store.state, domain);
  if (owner && (owner.record !== place.record || owner.registered.functionSlug !== functionSlug)) {
    throw conflict(`domain ${domain} is already registered`);
  }
  if (owner) return showDomain(context, place, owner.registered);
  const registered = { domain, functionSlug, registeredAt: timestampOf(context.clock) };
  servicesOf(place.record).customDomains = [...domainsOf(place.record), registered];
  return showDomain(context, place, registered);
};

export const deleteProjectBranchCustomDomain: Handler<DeleteProjectBranchCustomDomainParams, undefined> = (
  context,
  params,
) => {
  const { record } = findProjectBranch(context, params);
  const wanted = foldDomain(params.domain);
  const domains = domainsOf(record);
  if (!domains.some(({ domain }) => domain === wanted)) throw notFound('custom domain');
  servicesOf(record).customDomains = domains.filter(({ domain }) => domain !== wanted);
  return undefined;
};

function hasFunction({ services }: BranchRecord, wanted: string): boolean {
  return services?.functions.some(({ slug }) => slug === wanted) ?? false;
}

function showDomain(
  { clock }: HandlerContext,
  { project, record }: ProjectBranch,
  registered: CustomDomainRecord,
): CustomDomain {
  const { domain, functionSlug, registeredAt } = registered;
  const facts = {
    domain,
    registeredAtMs: Date.parse(registeredAt),
    hasFunction: hasFunction(record, functionSlug),
  };
  return {
    domain,
    entity_type: ENTITY_TYPE,
    entity_id: functionSlug,
    // Docs: `fn-custom-domains.us-east-2.aws.neon.tech`.
    cname_target: `fn-custom-domains.${project.project.proxy_host.replace(/^c-\d+\./, '')}`,
    ...judgeDomain(facts, clock.now()),
  };
}
