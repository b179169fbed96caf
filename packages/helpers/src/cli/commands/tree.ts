import { type BranchNode, branchTree } from '../../branches/index.ts';
import { callOptions } from '../../options/index.ts';
import type { Command } from '../command.ts';
import { findProjectId } from '../find-project.ts';

export const tree: Command = {
  usage: ['tree'],
  summary: 'print the branches of a project as a tree',
  values: {},
  switches: {},
  async run(context) {
    const projectId = await findProjectId(context);
    const { roots, text } = await branchTree(context.neon, { projectId, ...callOptions(context.wait) });
    return { text, json: roots.map(toJson) };
  },
};

interface JsonNode {
  readonly id: string;
  readonly name: string;
  readonly default: boolean;
  readonly protected: boolean;
  readonly expiresAt: string | null;
  readonly children: readonly JsonNode[];
}

function toJson({ branch, children }: BranchNode): JsonNode {
  const { id, name, expires_at: expiresAt = null } = branch;
  return {
    id,
    name,
    default: branch.default,
    protected: branch.protected,
    expiresAt,
    children: children.map(toJson),
  };
}
