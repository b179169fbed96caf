/** The Node functions that this folder uses; passed in, because the watchdog program cannot import modules. */
export interface NodeModules {
  readonly fs: Pick<typeof import('node:fs'), 'readdirSync' | 'readFileSync' | 'readlinkSync' | 'rmSync' | 'statSync'>;
  readonly childProcess: Pick<typeof import('node:child_process'), 'spawnSync'>;
  readonly process: Pick<NodeJS.Process, 'kill' | 'platform'>;
}

/**
 * Returns a function that lists every Postgres process of the data directories below `branchesDir`: servers, even those
 * without a pid file yet, and surviving children of killed servers, such as a recovery process. It identifies a process
 * by its working directory or by the data directory on its command line, never by the id in a pid file: ids are reused,
 * and mean another process in another container.
 *
 * Self-contained (no imports, no outer names): the watchdog program contains the source of this function.
 */
export function createStrayFinder({ fs, childProcess, process }: NodeModules, branchesDir: string): () => number[] {
  const isWindows = process.platform === 'win32';
  /** Command lines of our servers' children, by process id; children can outlive their server. */
  const children = new Map<number, string>();

  /** Checks the working directory of a process, which for every process of a server is its data directory. */
  function worksBelow(pid: string): boolean {
    const folder = `/proc/${pid}/cwd`;
    try {
      const path = fs.readlinkSync(folder).replace(/ \(deleted\)$/, '');
      if (!path.startsWith(`${branchesDir}/`)) return false;
      if (!fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]?.includes('postgres')) return false;
      // Another folder can have the same path in another container.
      const its = fs.statSync(folder);
      const ours = fs.statSync(its.nlink === 0 ? branchesDir : path);
      return its.dev === ours.dev && (its.nlink === 0 || its.ino === ours.ino);
    } catch {
      // The process has ended, or belongs to another user.
      return false;
    }
  }

  /** Normalizes a command line: Windows quotes arguments, has two kinds of slashes, and ignores case. */
  function simplify(text: string): string {
    return isWindows ? text.replaceAll('"', '').replaceAll('\\', '/').toLowerCase() : text;
  }

  /** Matches `.../postgres -D BRANCHES_DIR/...` with any settings. */
  function isServer(command: string): boolean {
    const option = isWindows ? ' -d ' : ' -D ';
    const [program = '', rest] = simplify(command).split(`${option}${simplify(branchesDir)}/`, 2);
    return rest !== undefined && /(^|\/)postgres(\.exe)?$/.test(program);
  }

  function listProcesses(): { pid: number; parent: number; command: string }[] {
    const query =
      'Get-CimInstance Win32_Process -Filter "Name=\'postgres.exe\'" | ' +
      "ForEach-Object { '{0} {1} {2}' -f $_.ProcessId, $_.ParentProcessId, $_.CommandLine }";
    const { stdout } = isWindows
      ? childProcess.spawnSync('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', query], {
          encoding: 'utf8',
          windowsHide: true,
        })
      : childProcess.spawnSync('ps', ['-axww', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' });
    return [...(stdout ?? '').matchAll(/^ *(\d+) +(\d+) +(.*?)\r?$/gm)].map(([, pid, parent, command = '']) => ({
      pid: Number(pid),
      parent: Number(parent),
      command,
    }));
  }

  function findByCommandLine(): number[] {
    if (fs.readdirSync(branchesDir).length === 0) return [];
    const processes = listProcesses();
    const servers = new Set(processes.filter(({ command }) => isServer(command)).map(({ pid }) => pid));
    for (const { pid, parent, command } of processes) {
      if (servers.has(parent) && command.includes('postgres')) children.set(pid, command);
    }
    const left = processes.filter(({ pid, command }) => servers.has(pid) || children.get(pid) === command);
    return left.map(({ pid }) => pid);
  }

  return () => {
    try {
      if (process.platform !== 'linux') return findByCommandLine();
      return fs
        .readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name) && worksBelow(name))
        .map(Number);
    } catch {
      return [];
    }
  };
}
