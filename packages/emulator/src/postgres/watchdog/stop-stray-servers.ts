/** The Node modules that the functions of this folder use; handed in, as they also run where nothing can be imported. */
export interface NodeModules {
  readonly fs: typeof import('node:fs');
  readonly childProcess: typeof import('node:child_process');
}

/**
 * Stops every Postgres whose data directory lies in a folder below `branchesDir`, though nobody here started it.
 * It kills nothing but a process whose command line names that data directory: process ids are used again.
 *
 * Self-contained (no imports, no outer names): the watchdog program carries the text of this function.
 */
export async function stopStrayServers({ fs, childProcess }: NodeModules, branchesDir: string): Promise<void> {
  const KILL_AFTER_MS = 1000;
  const POLL_MS = 20;

  function commandLineOf(pid: number): string {
    try {
      if (process.platform === 'linux') return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    } catch {
      return '';
    }
    const [command, args] =
      process.platform === 'win32'
        ? (['tasklist', ['/FI', `PID eq ${pid}`, '/NH']] as const)
        : (['ps', ['-ww', '-o', 'command=', '-p', String(pid)]] as const);
    return childProcess.spawnSync(command, args, { encoding: 'utf8' }).stdout ?? '';
  }

  function isServerOf(dataDir: string, pid: number): boolean {
    const commandLine = commandLineOf(pid);
    // Windows lists no arguments of other processes: the program's name has to do there.
    return commandLine.includes('postgres') && (process.platform === 'win32' || commandLine.includes(dataDir));
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
    const pidFile = `${dataDir}/postmaster.pid`;
    try {
      const pid = Number.parseInt(fs.readFileSync(pidFile, 'utf8'), 10);
      if (!(pid > 1)) return;
      await stopServer(dataDir, pid);
      // Left there, Postgres would refuse to start while any process of the same user has this id.
      fs.rmSync(pidFile, { force: true });
    } catch {
      // No server here.
    }
  }

  let names: string[] = [];
  try {
    names = fs.readdirSync(branchesDir);
  } catch {
    return;
  }
  await Promise.all(names.map((name) => stopIn(`${branchesDir}/${name}/data`)));
}
