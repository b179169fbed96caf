import type { Command } from '../command.ts';
import { cleanup } from './cleanup.ts';
import { makeCompletion } from './completion.ts';
import { diff } from './diff.ts';
import { preview } from './preview.ts';
import { projects } from './projects.ts';
import { rotate } from './rotate.ts';
import { tree } from './tree.ts';
import { uris } from './uris.ts';

const WORKFLOWS: ReadonlyMap<string, Command> = new Map(
  Object.entries({ projects, preview, cleanup, uris, tree, diff, rotate }),
);

export const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ...WORKFLOWS,
  ['completion', makeCompletion(WORKFLOWS)],
]);
