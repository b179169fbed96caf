import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { escapeProse } from '../markdown/index.ts';
import type { Page } from '../pages/index.ts';
import { ROOT, readText } from '../repository.ts';
import { type ErrorClass, type ErrorMessage, findErrors } from './find-errors.ts';
import { REMEDIES_BY_CLASS, REMEDIES_BY_CODE, REMEDIES_BY_STATUS } from './remedies.ts';

/** The packages whose errors reach users. */
const PACKAGES = ['client', 'helpers', 'emulator', 'codegen'] as const;
/** Classes that never leave their package. */
const INTERNAL: ReadonlySet<string> = new Set(['SharedMemoryLimitError', 'SqlLimitError', 'WriteError']);
/** Codes that Neon is known to return. The emulator does not return all of them. */
const CODES_OF_NEON = 'packages/client/src/errors/neon-api-error.ts';

export interface PackageErrors {
  readonly name: string;
  readonly classes: readonly ErrorClass[];
  readonly messages: readonly ErrorMessage[];
}

/** Reads the errors of each package from its sources. */
export function readErrors(): PackageErrors[] {
  return PACKAGES.map((name) => {
    const found = sourcesOf(name).map((path) => findErrors(path, readText(path)));
    return {
      name,
      classes: found.flatMap(({ classes }) => classes).filter((one) => !INTERNAL.has(one.name)),
      messages: found.flatMap(({ messages }) => messages),
    };
  });
}

/** All codes, sorted. */
export function codesOf(errors: readonly PackageErrors[]): string[] {
  const [, union = ''] = /export type NeonErrorCode =([\s\S]*?);/.exec(readText(CODES_OF_NEON)) ?? [];
  const known = [...union.matchAll(/'([A-Z_]+)'/g)].flatMap(([, code]) => code ?? []);
  const made = errors.flatMap(({ messages }) => messages.map(({ code }) => code)).filter((code) => code !== '');
  return [...new Set([...known, ...made])].sort();
}

function sourcesOf(name: string): string[] {
  const folder = `packages/${name}/src`;
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !/\.test(-d)?\.ts$|\/generated\//.test(path))
    .sort();
}

const INTRODUCTION = `# Errors

What each error means and what to do about it. An error's \`name\` and \`code\` are anchors of this page:
\`errors.html#NeonTimeoutError\`, \`errors.html#BRANCHES_LIMIT_EXCEEDED\`. So a log or a command can link here without
another field in the error:

\`\`\`ts
const anchor = (error.name === 'NeonApiError' && error.code) || error.name;
\`\`\`

In messages, \`{name}\` and \`…\` stand for values. [Handle errors](./guides/handle-errors.md) shows how to decide by
\`outcome\`.`;

/** The index of all errors by class, status, code and message. */
export function errorsPage(): Page {
  const errors = readErrors();
  const sections = [INTRODUCTION, statuses(), codes(errors), ...errors.map(packageSection)];
  return { path: 'errors.md', text: `${sections.join('\n\n')}\n` };
}

function statuses(): string {
  const rows = REMEDIES_BY_STATUS.map((cells) => `| ${cells.join(' | ')} |`);
  return `## Statuses\n\nThe \`status\` of a [NeonApiError](#neonapierror).\n\n| status | meaning | what to do |\n| --- | --- | --- |\n${rows.join('\n')}`;
}

function codes(errors: readonly PackageErrors[]): string {
  const messages = errors.flatMap((one) => one.messages);
  const rows = codesOf(errors).map((code) => {
    const texts = messages
      .filter((one) => one.code === code)
      .map(({ status, message }) => `${status ?? ''} ${cell(message)}`);
    return `| <a id="${code}"></a>\`${code}\` | ${texts.join('<br>')} | ${REMEDIES_BY_CODE[code] ?? ''} |`;
  });
  return `## Codes\n\nThe \`code\` of a NeonApiError. It is often empty.\n\n| code | message | what to do |\n| --- | --- | --- |\n${rows.join('\n')}`;
}

function packageSection({ name, classes, messages }: PackageErrors): string {
  const own = new Set(classes.map((one) => one.name));
  const others = [...new Set(messages.map(({ className }) => className))].filter((one) => !own.has(one)).sort();
  const sections = classes.map((one) => classSection(one, messages));
  const foreign = others.map((className) => `### ${className} of ${name}\n\n${messageList(className, messages)}`);
  return `## @neon-api/${name}\n\n${[...sections, ...foreign].join('\n\n')}`;
}

function classSection({ name, description }: ErrorClass, messages: readonly ErrorMessage[]): string {
  const list = messageList(name, messages);
  const remedy = REMEDIES_BY_CLASS[name] ?? '';
  return `### ${name}\n\n<a id="${name}"></a>${escapeProse(description)}\n\n**What to do:** ${remedy}${list && `\n\n${list}`}`;
}

function messageList(className: string, messages: readonly ErrorMessage[]): string {
  const own = messages.filter((one) => one.className === className);
  const lines = own.map(({ status, message }) => `- ${status === undefined ? '' : `${status} `}${cell(message)}`);
  return [...new Set(lines)].sort().join('\n');
}

/** A message as code, so that Markdown changes nothing in it. */
function cell(message: string): string {
  const line = message.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').trim();
  return line.includes('`') ? `\`\` ${line} \`\`` : `\`${line}\``;
}
