import type { Command } from '../command.ts';
import { cleanup } from './cleanup.ts';
import { diff } from './diff.ts';
import { preview } from './preview.ts';
import { rotate } from './rotate.ts';
import { tree } from './tree.ts';
import { uris } from './uris.ts';

export const COMMANDS: ReadonlyMap<string, Command> = new Map(
  Object.entries({ preview, cleanup, uris, tree, diff, rotate }),
);
