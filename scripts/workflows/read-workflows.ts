import { parse } from 'yaml';
import { gitPaths, readText } from '../repository.ts';

export interface WorkflowStep {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps?: readonly WorkflowStep[];
}

interface Content {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface Workflow {
  readonly path: string;
  readonly text: string;
  readonly content: Content;
}

/** Reads all workflows of this repository. */
export function readWorkflows(): Workflow[] {
  const paths = gitPaths().filter((path) => path.startsWith('.github/workflows/'));
  return paths.map((path) => {
    const { text } = readText(path);
    return { path, text, content: parse(text) as Content };
  });
}

/** Returns the steps of all jobs. */
export function stepsOf({ content }: Workflow): WorkflowStep[] {
  return Object.values(content.jobs).flatMap(({ steps = [] }) => steps);
}

/** Returns the script of the only step that contains the text. */
export function scriptWith(path: string, text: string): string {
  const workflows = readWorkflows().filter((workflow) => workflow.path.endsWith(path));
  const scripts = workflows.flatMap(stepsOf).flatMap(({ run }) => (run?.includes(text) ? [run] : []));
  const [script, ...others] = scripts;
  if (script === undefined || others.length > 0) throw new Error(`${path} has ${scripts.length} steps with "${text}".`);
  return script;
}
