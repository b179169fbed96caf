import { execFileSync, spawnSync } from 'node:child_process';

/** A part of the system that a process sees by itself: its network, its shared memory, or what is mounted. */
export interface Namespace {
  readonly kind: 'net' | 'ipc' | 'mount';
  /** A command of the shell that changes it, as root of the namespace. */
  readonly setUp: string;
}

/** What runs a program in a namespace of its own: `file` with `args`, and then the program with its arguments. */
export function commandIn({ kind, setUp }: Namespace): { readonly file: string; readonly args: readonly string[] } {
  return { file: 'unshare', args: [`--${kind}`, 'sh', '-c', `${setUp} && exec "$@"`, 'sh'] };
}

/** False where this user may not make such a namespace. */
export function canRunIn(namespace: Namespace): boolean {
  const { file, args } = commandIn(namespace);
  return process.platform === 'linux' && spawnSync(file, [...args, 'true']).status === 0;
}

/** Runs a module of TypeScript in a process and a namespace of its own; returns the JSON that it prints. */
export function runModuleIn(namespace: Namespace, program: string): unknown {
  const { file, args } = commandIn(namespace);
  const node = [process.execPath, '--import', 'tsx', '--input-type=module', '-e', program];
  return JSON.parse(execFileSync(file, [...args, ...node], { encoding: 'utf8', timeout: 200_000 }));
}
