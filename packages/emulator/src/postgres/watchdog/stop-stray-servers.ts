/** The Node modules that the functions of this folder use; handed in, as they also run where nothing can be imported. */
export interface NodeModules {
  readonly fs: typeof import('node:fs');
  readonly childProcess: typeof import('node:child_process');
}

/**
 * Stops every Postgres process of the data directories below `branchesDir`, though nobody here started it: servers, also
 * those that have no pid file yet, and what a server that was killed has left running, such as its recovery. It kills no
 * process of another directory: ids are used again, and mean another process in another container. It removes nothing.
 *
 * Self-contained (no imports, no outer names): the watchdog program carries the text of this function.
 */
export async function stopStrayServers({ fs, childProcess }: NodeModules, branchesDir: string): Promise<void> {
  const KILL_AFTER_MS = 1000;
  const GIVE_UP_AFTER_MS = 5000;
  const POLL_MS = 20;

  /** Linux tells where a process works, which for all processes of a server is its data directory. */
  function worksBelow(pid: string): boolean {
    const folder = `/proc/${pid}/cwd`;
    try {
      const path = fs.readlinkSync(folder).replace(/ \(deleted\)$/, '');
      if (!path.startsWith(`${branchesDir}/`)) return false;
      if (!fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]?.includes('postgres')) return false;
      // In another container, another folder can have this path.
      const its = fs.statSync(folder);
      const ours = fs.statSync(its.nlink === 0 ? branchesDir : path);
      return its.dev === ours.dev && (its.nlink === 0 || its.ino === ours.ino);
    } catch {
      // It has ended, or belongs to another user.
      return false;
    }
  }

  /** Elsewhere the pid files of the servers have to do. */
  function serverOf(dataDir: string): number[] {
    let pid: number;
    try {
      pid = Number.parseInt(fs.readFileSync(`${dataDir}/postmaster.pid`, 'utf8'), 10);
    } catch {
      return [];
    }
    const [command, args] =
      process.platform === 'win32'
        ? (['tasklist', ['/FI', `PID eq ${pid}`, '/NH']] as const)
        : (['ps', ['-ww', '-o', 'command=', '-p', String(pid)]] as const);
    const listed = childProcess.spawnSync(command, args, { encoding: 'utf8' }).stdout ?? '';
    // Windows lists no arguments of other processes: the program's name has to do there.
    const isServer = listed.includes('postgres') && (process.platform === 'win32' || listed.includes(dataDir));
    return pid > 1 && isServer ? [pid] : [];
  }

  function findProcesses(): number[] {
    try {
      if (process.platform === 'linux') {
        return fs
          .readdirSync('/proc')
          .filter((name) => /^\d+$/.test(name) && worksBelow(name))
          .map(Number);
      }
      return fs.readdirSync(branchesDir).flatMap((name) => serverOf(`${branchesDir}/${name}/data`));
    } catch {
      return [];
    }
  }

  const startedAt = Date.now();
  for (let left = findProcesses(); left.length > 0; left = findProcesses()) {
    const forMs = Date.now() - startedAt;
    if (forMs > GIVE_UP_AFTER_MS) return;
    for (const pid of left) {
      try {
        process.kill(pid, forMs > KILL_AFTER_MS ? 'SIGKILL' : 'SIGQUIT');
      } catch {
        // It has ended by itself.
      }
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
