import childProcess from 'node:child_process';
import fs from 'node:fs';
import { createStrayFinder, type NodeModules } from './find-stray-servers.ts';
import { stopStrayServers } from './stop-stray-servers.ts';

const MODULES: NodeModules = { fs, childProcess, process };

/** Stops every Postgres process of the data directories below a folder, even if another process started it. */
export function stopStrays(dir: string): Promise<void> {
  return stopStrayServers(createStrayFinder(MODULES, dir), MODULES);
}
