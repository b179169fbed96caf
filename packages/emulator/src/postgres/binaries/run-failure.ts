import { UNPRIVILEGED_ID } from '../root-dir/index.ts';
import type { Machine } from './embedded-packages.ts';

/** A Postgres program that does not run. */
export interface RunFailure {
  readonly program: string;
  /** Its source: a package, or the system. */
  readonly origin: string;
  /** True if the file exists. */
  readonly exists: boolean;
  /** The system's error code, e.g. `ENOENT`; undefined if the program started and then failed. */
  readonly code: string | undefined;
  /** Its standard error output. */
  readonly printed: string;
  /** True if this process is root and ran the program as another user. */
  readonly asOtherUser: boolean;
}

const USE_SYSTEM = "start with --postgres system (postgres: 'system')";
const RUN_WITHOUT = "run without Postgres: --postgres off (postgres: 'off')";

/** Output of loaders without glibc: musl, gcompat, and NixOS's stub. */
const NO_GLIBC = /NixOS cannot run|Error relocating|ld-musl/;

/** Explains on one line why a Postgres program does not run, and what to do. */
export function explainRunFailure(failure: RunFailure, { platform, arch }: Machine): string {
  const { program, origin, exists, code, printed, asOtherUser } = failure;
  if (!exists) return `${program} of ${origin} does not exist. Reinstall it, or ${RUN_WITHOUT}.`;
  if (asOtherUser && (code === 'EPERM' || code === 'EINVAL')) return describeFixedUser(code);
  if (platform === 'linux' && (code === 'ENOENT' || NO_GLIBC.test(printed)))
    return (
      `${program} cannot run because this system has no glibc, which ${origin} needs (Alpine and NixOS lack it by default). ` +
      'Use a system or image with glibc, such as node:22-slim, or install the Postgres server of the system ' +
      `(Alpine: apk add postgresql17; NixOS: the package postgresql_17) and ${USE_SYSTEM}.`
    );
  const [, library] = /error while loading shared libraries: ([^:\s]+):/.exec(printed) ?? [];
  if (library !== undefined)
    return `${program} of ${origin} needs the library ${library}, which is not installed. Install it, or ${RUN_WITHOUT}.`;
  if (/version `GLIBC_[\d.]+' not found/.test(printed))
    return (
      `${program} of ${origin} needs a newer glibc than this system has. ` +
      `Use a newer system, or install the system's Postgres server and ${USE_SYSTEM}.`
    );
  if (code === 'EACCES' || code === 'EPERM')
    return (
      `Permission denied to run ${program} (${code}). Give the user who runs Postgres execute permission on it and its folders, ` +
      `mount its file system without noexec, or ${RUN_WITHOUT}.`
    );
  if (code === 'ENOEXEC' || code === 'UNKNOWN')
    return `${program} of ${origin} is not built for ${platform} on ${arch}. Reinstall the dependencies on this machine, or ${RUN_WITHOUT}.`;
  const reason = printed.trim().split('\n').at(-1) || code || 'it ended with an error';
  return `${program} of ${origin} does not run: ${reason.replace(/\.$/, '')}. Check that it is built for ${platform} on ${arch}, or ${RUN_WITHOUT}.`;
}

/** Explains a container without capabilities (EPERM), or with only one user id (EINVAL). */
function describeFixedUser(code: string): string {
  return (
    `As root, the emulator runs Postgres as user ${UNPRIVILEGED_ID}, but it is not allowed to switch to that user (${code}). ` +
    'Allow it (docker run --cap-add SETUID --cap-add SETGID --cap-add CHOWN; in a rootless container, map that user), ' +
    `run as another user, or ${RUN_WITHOUT}.`
  );
}
