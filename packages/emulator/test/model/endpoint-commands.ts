import type { CreateProjectEndpointResponse } from '@neon-api/types';
import fc from 'fast-check';
import { anIndex, defineCommand, type ModelCommand } from './define-command.ts';
import {
  endpointsOn,
  liveBranch,
  liveProject,
  type Model,
  type ModelEndpoint,
  type ModelProject,
  pickFrom,
} from './model.ts';

const aType = fc.constantFrom('read_write' as const, 'read_only' as const);

interface PickedEndpoint {
  readonly project: ModelProject;
  readonly id: string;
  readonly endpoint: ModelEndpoint;
  readonly path: string;
}

function liveEndpoint(model: Model, index: number): PickedEndpoint | undefined {
  const project = liveProject(model, index);
  const picked = project && pickFrom(project.endpoints, index >> 2);
  if (!picked) return undefined;
  const [id, endpoint] = picked;
  return { project, id, endpoint, path: `/projects/${project.id}/endpoints/${id}` };
}

function hasReadWrite(project: ModelProject, branchId: string): boolean {
  return [...endpointsOn(project, branchId).values()].some(({ type }) => type === 'read_write');
}

const createEndpoint = defineCommand('createEndpoint', fc.tuple(anIndex, aType), (model, [index, type]) => {
  const picked = liveBranch(model, index);
  if (!picked) return undefined;
  const { project, id } = picked;
  const isForbidden = type === 'read_write' && hasReadWrite(project, id);
  return {
    call: { method: 'POST', path: `/projects/${project.id}/endpoints`, body: { endpoint: { branch_id: id, type } } },
    status: isForbidden ? 422 : 201,
    apply({ endpoint }: CreateProjectEndpointResponse) {
      if (!isForbidden) project.endpoints.set(endpoint.id, { branchId: id, type, isActive: true });
    },
  };
});

const deleteEndpoint = defineCommand('deleteEndpoint', anIndex, (model, index) => {
  const picked = liveEndpoint(model, index);
  if (!picked) return undefined;
  const { project, id, endpoint, path } = picked;
  const isProtected = project.branches.get(endpoint.branchId)?.isProtected ?? false;
  return {
    call: { method: 'DELETE', path },
    status: isProtected ? 422 : 200,
    apply: () => {
      if (!isProtected) project.endpoints.delete(id);
    },
  };
});

const moveEndpoint = defineCommand('moveEndpoint', fc.tuple(anIndex, anIndex), (model, [index, branchIndex]) => {
  const picked = liveEndpoint(model, index);
  const target = picked && pickFrom(picked.project.branches.keys(), branchIndex);
  if (!picked || target === undefined) return undefined;
  const { project, endpoint, path } = picked;
  const moves = endpoint.branchId !== target;
  const isForbidden = moves && endpoint.type === 'read_write' && hasReadWrite(project, target);
  return {
    call: { method: 'PATCH', path, body: { endpoint: { branch_id: target } } },
    status: isForbidden ? 422 : 200,
    apply: () => {
      if (!moves || isForbidden) return;
      endpoint.branchId = target;
      endpoint.isActive = false;
    },
  };
});

const switchEndpoint = defineCommand(
  'switchEndpoint',
  fc.tuple(anIndex, fc.constantFrom('start', 'suspend', 'restart')),
  (model, [index, power]) => {
    const picked = liveEndpoint(model, index);
    if (!picked) return undefined;
    return {
      call: { method: 'POST', path: `${picked.path}/${power}` },
      status: 200,
      apply: () => {
        picked.endpoint.isActive = power !== 'suspend';
      },
    };
  },
);

export const endpointCommands: fc.Arbitrary<ModelCommand>[] = [
  createEndpoint,
  deleteEndpoint,
  moveEndpoint,
  switchEndpoint,
];
