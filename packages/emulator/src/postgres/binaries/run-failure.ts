import { UNPRIVILEGED_ID } from '../root-dir/index.ts';
import type { Machine } from './embedded-packages.ts';

/** A program of Postgres that could not be run. */
export interface RunFailure {
  readonly program: string;
  /** Where it comes from: the package that carries it, or the system. */
  readonly origin: string;
  /** Whether the file is there. */
  readonly exists: boolean;
  /** Of the system, e.g. `ENOENT`; undefined when the program started, and ended with an error. */
  readonly code: string | undefined;
  /** What it wrote to standard error. */
  readonly printed: string;
  /** Whether it was run as another user than this process: by root. */
  readonly asOtherUser: boolean;
}

const USE_SYSTEM = "start with --postgres system (postgres: 'system')";
const RUN_WITHOUT = "run without Postgres: --postgres off (postgres: 'off')";

/** What the loaders of other C libraries print, gcompat's among them, and NixOS's stand-in for glibc's loader. */
const NO_GLIBC = /NixOS cannot run|Error relocating|ld-musl/;

/** Why a program of Postgres could not be run, and what to do, as one sentence. */
export function explainRunFailure(failure: RunFailure, { platform, arch }: Machine): string {
  const { program, origin, exists, code, printed, asOtherUser } = failure;
  if (!exists) return `${program} of ${origin} does not exist; install it again, or ${RUN_WITHOUT}.`;
  if (asOtherUser && (code === 'EPERM' || code === 'EINVAL')) return describeFixedUser(code);
  if (platform === 'linux' && (code === 'ENOENT' || NO_GLIBC.test(printed)))
    return (
      `${program} cannot run because this system has no glibc, which ${origin} needs (Alpine and NixOS have none by default); ` +
      'use a system or an image with glibc, such as node:22-slim, or install a Postgres server of the system ' +
      `(Alpine: apk add postgresql17; NixOS: the package postgresql_17) and ${USE_SYSTEM}.`
    );
  const [, library] = /error while loading shared libraries: ([^:\s]+):/.exec(printed) ?? [];
  if (library !== undefined)
    return `${program} of ${origin} needs the library ${library}, which is not installed; install it, or ${RUN_WITHOUT}.`;
  if (/version `GLIBC_[\d.]+' not found/.test(printed))
    return (
      `${program} of ${origin} needs a newer glibc than this system has; ` +
      `use a newer system, or install its Postgres server and ${USE_SYSTEM}.`
    );
  if (code === 'EACCES' || code === 'EPERM')
    return (
      `${program} may not be run (${code}); let the user who runs Postgres execute it and enter its folders, ` +
      `mount its file system without noexec, or ${RUN_WITHOUT}.`
    );
  if (code === 'ENOEXEC' || code === 'UNKNOWN')
    return `${program} of ${origin} is not made for ${platform} on ${arch}; reinstall the dependencies on this machine, or ${RUN_WITHOUT}.`;
  const reason = printed.trim().split('\n').at(-1) || code || 'it ended with an error';
  return `${program} of ${origin} cannot be run: ${reason}; check that it is made for ${platform} on ${arch}, or ${RUN_WITHOUT}.`;
}

/** A container without capabilities (EPERM), or with one user id only (EINVAL). */
function describeFixedUser(code: string): string {
  return (
    `As root, Postgres runs as user ${UNPRIVILEGED_ID}, which this process may not become (${code}); ` +
    'allow it (docker run --cap-add SETUID --cap-add SETGID --cap-add CHOWN; in a rootless container, map that user), ' +
    `run as another user, or ${RUN_WITHOUT}.`
  );
}
