import type {
  GetConsumptionHistoryPerBranchV2Params,
  GetConsumptionHistoryPerBranchV2Response,
  GetConsumptionHistoryPerProjectParams,
  GetConsumptionHistoryPerProjectResponse,
  GetConsumptionHistoryPerProjectV2Params,
  GetConsumptionHistoryPerProjectV2Response,
} from '@neon-api/types';
import { canSeeProject } from '../../access/index.ts';
import { badRequest } from '../../errors/index.ts';
import type { ProjectRecord } from '../../state/index.ts';
import { findProject, paginate, showCursor } from '../common/index.ts';
import type { AsParsed, Handler, HandlerContext } from '../handler.ts';
import { findOrganization } from '../organizations/index.ts';
import {
  describePeriod,
  type Measure,
  measureV1,
  measureV2,
  OLDER_METRICS,
  type Subject,
  subjectOfBranch,
  subjectOfProject,
} from './measure.ts';
import { type Granularity, listTimeframes, type Timeframe } from './timeframes.ts';

const DEFAULT_PAGE = 10;
const DEFAULT_BRANCH_PAGE = 100;

export const getConsumptionHistoryPerProject: Handler<
  GetConsumptionHistoryPerProjectParams,
  GetConsumptionHistoryPerProjectResponse
> = (context, params) => pageOfProjects(context, params, measureV1(chooseMetrics(params)));

export const getConsumptionHistoryPerProjectV2: Handler<
  GetConsumptionHistoryPerProjectV2Params,
  GetConsumptionHistoryPerProjectV2Response
> = (context, params) => pageOfProjects(context, params, measureV2(splitList(params.metrics)));

export const getConsumptionHistoryPerBranchV2: Handler<
  GetConsumptionHistoryPerBranchV2Params,
  GetConsumptionHistoryPerBranchV2Response
> = (context, params) => {
  const frames = framesOf(params);
  findOrganization(context, params.org_id);
  const branchIds = splitList(params.branch_ids);
  const branches = splitList(params.project_ids)
    .map((id) => findProject(context, id))
    .flatMap((project) => [...project.branches.values()].map((record) => ({ project, record })))
    .filter(({ record }) => branchIds.length === 0 || branchIds.includes(record.branch.id));
  const page = paginate(branches, {
    positionOf: ({ record: { branch } }) => [branch.created_at, branch.id],
    order: 'asc',
    limit: params.limit ?? DEFAULT_BRANCH_PAGE,
    cursor: params.cursor,
  });
  const metrics = splitList(params.metrics);
  return {
    branches: page.items.map(({ project, record }) => ({
      branch_id: record.branch.id,
      project_id: project.project.id,
      periods: periodsOf(context, subjectOfBranch(project, record), frames, measureV2(metrics)),
    })),
    ...showCursor(page),
  };
};

interface RangeParams {
  readonly from: string;
  readonly to: string;
  readonly granularity: string;
}

function framesOf({ from, to, granularity }: RangeParams): Timeframe[] {
  if (!isGranularity(granularity)) throw badRequest('parameter.granularity must be hourly, daily or monthly');
  return listTimeframes(from, to, granularity);
}

function isGranularity(text: string): text is Granularity {
  return ['hourly', 'daily', 'monthly'].includes(text);
}

interface ProjectPageParams {
  readonly org_id?: string | undefined;
  readonly project_ids?: readonly string[] | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

function paginateProjects(
  context: HandlerContext,
  { org_id, project_ids, limit = DEFAULT_PAGE, cursor }: ProjectPageParams,
): ReturnType<typeof paginate<ProjectRecord>> {
  if (org_id !== undefined) findOrganization(context, org_id);
  const ids = splitList(project_ids);
  const records = [...context.store.state.projects.values()]
    .filter(({ isDeleted }) => !isDeleted)
    .filter(({ project }) => canSeeProject(context.caller, project, context.store.state))
    .filter(({ project }) => org_id === undefined || project.org_id === org_id)
    .filter(({ project }) => ids.length === 0 || ids.includes(project.id));
  return paginate(records, {
    positionOf: ({ project }) => [project.created_at, project.id],
    order: 'asc',
    limit,
    cursor,
  });
}

/** Spec: `metrics` replaces `include_v1_metrics`. */
function chooseMetrics({
  metrics,
  include_v1_metrics: includesOlder = false,
}: AsParsed<GetConsumptionHistoryPerProjectParams>): readonly string[] {
  if (metrics !== undefined) return splitList(metrics);
  return includesOlder ? OLDER_METRICS : [];
}

/** Spec: a list is a repeated parameter or one parameter with commas. */
function splitList(values: readonly string[] | undefined): string[] {
  return (values ?? []).flatMap((value) => value.split(',')).filter((value) => value !== '');
}

/** Returns one page of projects, each measured with `measureFrame` for every timeframe. */
function pageOfProjects<Figures>(
  context: HandlerContext,
  params: RangeParams & ProjectPageParams,
  measureFrame: Measure<Figures>,
): { projects: { project_id: string; periods: Period<Figures>[] }[]; pagination?: { cursor: string } } {
  const frames = framesOf(params);
  const page = paginateProjects(context, params);
  return {
    projects: page.items.map((record) => ({
      project_id: record.project.id,
      periods: periodsOf(context, subjectOfProject(record), frames, measureFrame),
    })),
    ...showCursor(page),
  };
}

type Period<Figures> = ReturnType<typeof describePeriod> & { consumption: Figures[] };

/** Returns the single billing period. The user's id is its id. */
function periodsOf<Figures>(
  { store, clock }: HandlerContext,
  subject: Subject,
  frames: readonly Timeframe[],
  measureFrame: Measure<Figures>,
): Period<Figures>[] {
  const nowMs = clock.now();
  const consumption = frames.map((frame) => measureFrame(subject, frame, nowMs));
  return [{ ...describePeriod(subject, store.state.users[0]?.id ?? ''), consumption }];
}
