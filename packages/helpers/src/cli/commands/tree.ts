import { type BranchNode, branchTree } from '../../branches/index.ts';
import { callOptions } from '../../helper-options.ts';
import type { Command } from '../command.ts';

export const tree: Command = {
  usage: ['tree'],
  summary: 'draws the branches of a project by parent',
  values: {},
  switches: {},
  async run({ neon, flags, wait }) {
    const { roots, text } = await branchTree(neon, { projectId: flags.need('project'), ...callOptions(wait) });
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
