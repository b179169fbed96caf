import { escapeProse, tableCell } from '../markdown/index.ts';
import type { Page } from '../pages/index.ts';
import { codeSamples } from './code-samples.ts';
import type { Contract, Operation } from './contract.ts';
import type { Coverage } from './coverage.ts';
import { type Field, listFields, typeName } from './list-fields.ts';

/** The page of an operation: its request, response, errors, and what the emulator does with it. */
export function operationPage(contract: Contract, operation: Operation, coverage: Coverage | undefined): Page {
  const sections = [
    head(operation),
    requests(contract, operation),
    parameters(contract, operation),
    body(contract, operation),
    response(contract, operation),
    errors(operation),
    emulator(coverage),
    SOURCE,
  ];
  return { path: `reference/operations/${operation.operationId}.md`, text: sections.filter(Boolean).join('\n\n') };
}

const SOURCE = `---\n\n<small>The descriptions on this page are Neon's, from \`@neondatabase/api-client\`. [Licence](./licence.md)</small>\n`;

function head({
  operationId,
  summary,
  description,
  method,
  path,
  deprecated,
  stability,
  isFromTypes,
}: Operation): string {
  const marks = [
    deprecated && 'deprecated',
    stability,
    isFromTypes && 'from the types of `@neon/sdk`; not in Neon’s document',
  ].filter((mark) => typeof mark === 'string');
  const lines = [`# ${operationId}`, `\`${method} ${path}\`${marks.map((mark) => ` · ${mark}`).join('')}`];
  if (summary) lines.push(`**${escapeProse(summary)}**`);
  if (description) lines.push(escapeProse(description));
  return lines.join('\n\n');
}

function requests(contract: Contract, operation: Operation): string {
  const { typescript, curl } = codeSamples(contract, operation);
  return `## Request\n\n::: code-group\n\n\`\`\`ts [TypeScript]\n${typescript}\n\`\`\`\n\n\`\`\`sh [curl]\n${curl}\n\`\`\`\n\n:::`;
}

function parameters(contract: Contract, { parameters: all }: Operation): string {
  if (all.length === 0) return '';
  const fields = all.map(({ name, in: place, required, description, schema = {} }) => ({
    name,
    type: `${typeName(contract, schema)}, ${place}`,
    isRequired: required === true,
    deprecated: false,
    description: [description, rangeOf(schema)].filter(Boolean).join(' '),
  }));
  return `## Parameters\n\n${tableOf(fields)}`;
}

function rangeOf({
  minimum,
  maximum,
  default: preset,
}: {
  minimum?: number;
  maximum?: number;
  default?: unknown;
}): string {
  const facts = [
    minimum === undefined ? undefined : `at least ${minimum}`,
    maximum === undefined ? undefined : `at most ${maximum}`,
    preset === undefined || preset === '' ? undefined : `default \`${String(preset)}\``,
  ].filter((fact) => fact !== undefined);
  return facts.length === 0 ? '' : `(${facts.join(', ')})`;
}

function body(contract: Contract, { body: request }: Operation): string {
  const [kind, content] = Object.entries(request?.content ?? {})[0] ?? [];
  if (kind === undefined || content?.schema === undefined) return '';
  const note = `\`${kind}\`${request?.required ? '' : ', optional'}, of type ${code(typeName(contract, content.schema))}`;
  return `## Body\n\n${note}\n\n${tableOf(listFields(contract, content.schema))}`;
}

function response(contract: Contract, { responses }: Operation): string {
  const parts = [...responses]
    .filter(([status]) => status.startsWith('2'))
    .map(([status, { description = '', content = {} }]) => {
      const { schema } = Object.values(content)[0] ?? {};
      const rows = schema === undefined ? 'No body.' : tableOf(listFields(contract, schema));
      return `### ${status}\n\n${escapeProse(description)}\n\n${rows}`;
    });
  return `## Response\n\n${parts.join('\n\n')}`;
}

/** The general error, which every operation may return, is on the page of errors. */
function errors({ responses }: Operation): string {
  const own = [...responses].filter(([status]) => /^[45]/.test(status));
  const rows = own.map(([status, { description = '' }]) => `| ${status} | ${tableCell(description)} |`);
  const table = rows.length === 0 ? '' : `\n\n| status | meaning |\n| --- | --- |\n${rows.join('\n')}`;
  return `## Errors\n\nEvery operation may fail with the [errors of the client](../../errors.md).${table}`;
}

function emulator(coverage: Coverage | undefined): string {
  if (coverage === undefined) return '';
  const { kind, note, fields } = coverage;
  const lines = [...fields].map(([effect, cell]) => `- ${effect}: ${linkToTable(cell)}`);
  return `## In the emulator\n\n**${kind}**${note && `: ${linkToTable(note)}`}. [What the words mean](../emulator-coverage.md)\n\n${lines.join('\n')}`;
}

/** The table links to its own headings. */
function linkToTable(cell: string): string {
  return cell.replaceAll('](#', '](../emulator-coverage.md#');
}

function tableOf(fields: readonly Field[]): string {
  if (fields.length === 0) return 'Any fields.';
  const rows = fields.map(({ name, type, isRequired, deprecated, description }) => {
    const marks = [isRequired && 'required', deprecated && 'deprecated'].filter(Boolean).join(', ');
    return `| \`${name}\` | ${code(type)}${marks && `<br>${marks}`} | ${tableCell(description)} |`;
  });
  return `| name | type | meaning |\n| --- | --- | --- |\n${rows.join('\n')}`;
}

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}
