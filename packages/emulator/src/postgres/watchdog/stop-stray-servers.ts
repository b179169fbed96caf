/** The Node modules that the functions of this folder use; handed in, as they also run where nothing can be imported. */
export interface NodeModules {
  readonly fs: typeof import('node:fs');
  readonly childProcess: typeof import('node:child_process');
}

/**
 * Stops every Postgres whose data directory lies in a folder below `branchesDir`, though nobody here started it.
 * It kills no process but the server of that very data directory: ids are used again, and mean another process in
 * another container. It removes nothing.
 *
 * Self-contained (no imports, no outer names): the watchdog program carries the text of this function.
 */
export async function stopStrayServers({ fs, childProcess }: NodeModules, branchesDir: string): Promise<void> {
  const KILL_AFTER_MS = 1000;
  const POLL_MS = 20;

  /** Command and arguments; where the system lists them as one text, that text alone. */
  function argumentsOf(pid: number): string[] {
    try {
      if (process.platform === 'linux') return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    } catch {
      return [];
    }
    const [command, args] =
      process.platform === 'win32'
        ? (['tasklist', ['/FI', `PID eq ${pid}`, '/NH']] as const)
        : (['ps', ['-ww', '-o', 'command=', '-p', String(pid)]] as const);
    return [childProcess.spawnSync(command, args, { encoding: 'utf8' }).stdout ?? ''];
  }

  /** False when its working folder, which is a server's data directory, is another folder of the same name. */
  function mayWorkIn(dataDir: string, pid: number): boolean {
    try {
      const [its, ours] = [fs.statSync(`/proc/${pid}/cwd`), fs.statSync(dataDir)];
      return its.ino === ours.ino && its.dev === ours.dev;
    } catch {
      // Not on Linux, or the folder of another user's process may not be looked at.
      return true;
    }
  }

  function isServerOf(dataDir: string, pid: number): boolean {
    const args = argumentsOf(pid);
    if (!args[0]?.includes('postgres')) return false;
    // Windows lists no arguments of other processes: the program's name has to do there.
    if (process.platform === 'win32') return true;
    if (process.platform === 'linux') return args.includes(dataDir) && mayWorkIn(dataDir, pid);
    return args[0].includes(dataDir);
  }

  async function stopServer(dataDir: string, pid: number): Promise<void> {
    const startedAt = Date.now();
    for (let signal: NodeJS.Signals = 'SIGQUIT'; isServerOf(dataDir, pid); ) {
      try {
        process.kill(pid, signal);
      } catch {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      if (Date.now() - startedAt > KILL_AFTER_MS) signal = 'SIGKILL';
    }
  }

  async function stopIn(dataDir: string): Promise<void> {
    let pid: number;
    try {
      pid = Number.parseInt(fs.readFileSync(`${dataDir}/postmaster.pid`, 'utf8'), 10);
    } catch {
      return;
    }
    if (pid > 1) await stopServer(dataDir, pid);
  }

  let names: string[] = [];
  try {
    names = fs.readdirSync(branchesDir);
  } catch {
    return;
  }
  await Promise.all(names.map((name) => stopIn(`${branchesDir}/${name}/data`)));
}
