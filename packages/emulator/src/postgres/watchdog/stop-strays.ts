import childProcess from 'node:child_process';
import fs from 'node:fs';
import { type NodeModules, stopStrayServers } from './stop-stray-servers.ts';

const MODULES: NodeModules = { fs, childProcess, process };

/** Stops every Postgres process of the data directories below a folder, though nobody here started it. */
export function stopStrays(dir: string): Promise<void> {
  return stopStrayServers(MODULES, dir);
}
