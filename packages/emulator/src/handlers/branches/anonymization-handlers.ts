import type {
  AnonymizedBranchStatusResponse,
  CreateProjectBranchAnonymizedParams,
  CreateProjectBranchAnonymizedResponse,
  GetAnonymizedBranchStatusParams,
  GetAnonymizedBranchStatusResponse,
  GetMaskingRulesParams,
  GetMaskingRulesResponse,
  StartAnonymizationParams,
  StartAnonymizationResponse,
  UpdateMaskingRulesParams,
  UpdateMaskingRulesResponse,
} from '@neon-api/types';
import { notFound } from '../../errors/index.ts';
import type { AnonymizationRecord, BranchRecord } from '../../state/index.ts';
import { timestampOf } from '../../support/index.ts';
import { findBranch, findProject, showAll } from '../common/index.ts';
import type { Handler, HandlerContext } from '../handler.ts';
import { createBranch } from './create-branch.ts';

/** Neon masks with the extension PostgreSQL Anonymizer, which the emulator does not have. */
const NOTHING_MASKED =
  'The emulator masks nothing: the branch has the same values as its parent. It stores masking_rules and shows them.';

/** Recorded only: the branch and its rules are real, but values are not masked. */
export const createProjectBranchAnonymized: Handler<
  CreateProjectBranchAnonymizedParams,
  CreateProjectBranchAnonymizedResponse
> = async (context, { project_id, body }) => {
  const { branch_create: asked = {}, annotation_value, masking_rules: rules = [], start_anonymization: starts } = body;
  const annotated = annotation_value === undefined ? asked : { ...asked, annotation_value };
  const { record, answer } = await createBranch(context, project_id, annotated);
  const now = timestampOf(context.clock);
  record.anonymization = { state: 'initialized', createdAt: now, updatedAt: now };
  record.maskingRules = showAll(rules);
  if (starts) anonymize(context, record.anonymization);
  return answer;
};

export const startAnonymization: Handler<StartAnonymizationParams, StartAnonymizationResponse> = (
  context,
  { project_id, branch_id },
) => {
  const record = findBranch(findProject(context, project_id), branch_id);
  anonymize(context, requireAnonymized(record));
  return showStatus(record);
};

export const getAnonymizedBranchStatus: Handler<GetAnonymizedBranchStatusParams, GetAnonymizedBranchStatusResponse> = (
  context,
  { project_id, branch_id },
) => showStatus(findBranch(findProject(context, project_id), branch_id));

export const getMaskingRules: Handler<GetMaskingRulesParams, GetMaskingRulesResponse> = (
  context,
  { project_id, branch_id },
) => {
  const record = findBranch(findProject(context, project_id), branch_id);
  requireAnonymized(record);
  return { masking_rules: showAll(record.maskingRules ?? []) };
};

/** Replaces the whole list. */
export const updateMaskingRules: Handler<UpdateMaskingRulesParams, UpdateMaskingRulesResponse> = (
  context,
  { project_id, branch_id, body },
) => {
  const record = findBranch(findProject(context, project_id), branch_id);
  requireAnonymized(record);
  record.maskingRules = showAll(body.masking_rules);
  return { masking_rules: showAll(record.maskingRules) };
};

function requireAnonymized({ anonymization }: BranchRecord): AnonymizationRecord {
  if (!anonymization) throw notFound('anonymized branch');
  return anonymization;
}

function anonymize({ clock }: HandlerContext, status: AnonymizationRecord): void {
  const now = timestampOf(clock);
  status.state = 'anonymized';
  status.updatedAt = now;
  status.lastRun = { started_at: now, completed_at: now, masked_columns: 0 };
}

function showStatus(record: BranchRecord): AnonymizedBranchStatusResponse {
  const { state, createdAt, updatedAt, lastRun } = requireAnonymized(record);
  return {
    branch_id: record.branch.id,
    project_id: record.branch.project_id,
    state,
    status_message: NOTHING_MASKED,
    created_at: createdAt,
    updated_at: updatedAt,
    ...(lastRun ? { last_run: { ...lastRun } } : {}),
  };
}
