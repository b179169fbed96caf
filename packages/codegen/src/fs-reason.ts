import { messageOf } from '@neon-api/ground';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'the system does not permit it',
  EROFS: 'the file system is read-only',
  ENOENT: 'it does not exist',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'it is a folder, not a file',
  EEXIST: 'something else exists there',
  ELOOP: 'a symbolic link in the path leads back to itself',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many files are open',
};

/** Describes why a file system call failed. */
export function fsReason(cause: unknown): string {
  const { code } = cause as NodeJS.ErrnoException;
  return REASONS[code ?? ''] ?? messageOf(cause);
}

/** Describes a file system error in one line, with its path if it has one; undefined for any other error. */
export function describeFsError(cause: unknown): string | undefined {
  if (!(cause instanceof Error && 'syscall' in cause)) return undefined;
  const { path } = cause as NodeJS.ErrnoException;
  return path === undefined ? cause.message : `${path}: ${fsReason(cause)}.`;
}
