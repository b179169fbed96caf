import type { Page } from '../pages/index.ts';
import { readText } from '../repository.ts';
import { type Contract, type Operation, readContract } from './contract.ts';
import { readCoverage } from './coverage.ts';
import { operationPage } from './operation-page.ts';

/** The operations of a subject. */
export interface OperationGroup {
  readonly tag: string;
  readonly operationIds: readonly string[];
}

export interface OperationReference {
  readonly pages: readonly Page[];
  readonly groups: readonly OperationGroup[];
}

/** A page for each operation of the contract, their index, and the licence of Neon's prose. */
export function operationReference(): OperationReference {
  const contract = readContract();
  const coverage = readCoverage();
  const groups = groupByTag(contract);
  const pages = contract.operations.map((one) => operationPage(contract, one, coverage.get(one.operationId)));
  return { groups, pages: [indexPage(contract, groups), licencePage(), ...pages] };
}

function groupByTag({ operations }: Contract): OperationGroup[] {
  const tags = [...new Set(operations.map(({ tag }) => tag))].sort();
  return tags.map((tag) => ({
    tag,
    operationIds: operations
      .filter((operation) => operation.tag === tag)
      .map(({ operationId }) => operationId)
      .sort(),
  }));
}

function indexPage({ operations }: Contract, groups: readonly OperationGroup[]): Page {
  const byId = new Map(operations.map((operation) => [operation.operationId, operation]));
  const row = (id: string): string => {
    const { method, path, summary = '' } = byId.get(id) as Operation;
    return `| [${id}](./${id}.md) | \`${method} ${path}\` | ${summary} |`;
  };
  const sections = groups.map(
    ({ tag, operationIds }) =>
      `## ${tag}\n\n| operation | route | summary |\n| --- | --- | --- |\n${operationIds.map(row).join('\n')}`,
  );
  const text = `# Operations\n\nAll ${operations.length} operations of Neon's API. Each is a function of \`@neon-api/client/operations\`, and a method by path.\n\n${sections.join('\n\n')}\n`;
  return { path: 'reference/operations/index.md', text };
}

function licencePage(): Page {
  const [, notice = ''] = readText('packages/types/generated/THIRD-PARTY-NOTICE.txt').split(/\n\n([\s\S]*)/);
  return {
    path: 'reference/operations/licence.md',
    text: `# Licence of Neon's descriptions\n\n\`\`\`text\n${notice.trim()}\n\`\`\`\n`,
  };
}
