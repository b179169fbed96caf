import { execFileSync, spawnSync } from 'node:child_process';

/** A part of the system that can be isolated: the network, shared memory or mounts. */
export interface Namespace {
  readonly kind: 'net' | 'ipc' | 'mount';
  /** A shell command that changes it, as root of the namespace. */
  readonly setUp: string;
}

/** A command that runs a program in its own namespace: `file` with `args`, then the program with its arguments. */
export function commandIn({ kind, setUp }: Namespace): { readonly file: string; readonly args: readonly string[] } {
  return { file: 'unshare', args: [`--${kind}`, 'sh', '-c', `${setUp} && exec "$@"`, 'sh'] };
}

/** Returns false if this user cannot create such a namespace. */
export function canRunIn(namespace: Namespace): boolean {
  const { file, args } = commandIn(namespace);
  return process.platform === 'linux' && spawnSync(file, [...args, 'true']).status === 0;
}

/** Runs a TypeScript module in its own process and namespace. Returns the JSON that it prints. */
export function runModuleIn(namespace: Namespace, program: string): unknown {
  const { file, args } = commandIn(namespace);
  const node = [process.execPath, '--import', 'tsx', '--input-type=module', '-e', program];
  return JSON.parse(execFileSync(file, [...args, ...node], { encoding: 'utf8', timeout: 200_000 }));
}
