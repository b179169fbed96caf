export {
  fromBase64Url,
  joinBytes,
  toBase64Url,
  toHex,
  toLatin1,
  utf8LengthOf,
} from './bytes.ts';
export { type Clock, systemClock, timestampOf, type VirtualClock } from './clock.ts';
export { requireKnownOptions, suggestName } from './closed-options.ts';
export { createFile, DRAFT_SUFFIX, NO_HARD_LINKS } from './create-file.ts';
export { errorCode } from './error-code.ts';
export { hmacOf, sha256Of } from './hash.ts';
export { isHostName } from './host-name.ts';
export { isAlive } from './is-alive.ts';
export { isPortFree } from './is-port-free.ts';
export { type Log, logToConsole, logToStderr } from './log.ts';
export { DEEPEST_NESTING, isNestedDeeper } from './nesting.ts';
export { createQueue, type Queue } from './queue.ts';
export { pick, type Random, randomText, randomUuid, systemRandom } from './random.ts';
export { REDACTED, redact, redactUrl } from './redact.ts';
export { removeTree } from './remove-tree.ts';
export { renameUnlessTaken, renameWithRetry } from './rename-with-retry.ts';
export { replaceFileSync } from './replace-file.ts';
export { type RequestHeaders, readHeader } from './request-headers.ts';
export { isSameText } from './same-text.ts';
export { createShortTurns } from './short-turns.ts';
export { sleep } from './sleep.ts';
