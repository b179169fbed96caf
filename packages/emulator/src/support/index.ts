export { type Clock, systemClock, timestampOf } from './clock.ts';
export { nearestName, requireKnownOptions } from './closed-options.ts';
export { isHostName } from './host-name.ts';
export { type Log, logToStderr } from './log.ts';
export { messageOf } from './message-of.ts';
export { pick, type Random, randomText, randomUuid, systemRandom } from './random.ts';
export { REDACTED, redact, redactUrl } from './redact.ts';
export { seededRandom } from './seeded-random.ts';
export { createVirtualClock, type VirtualClock } from './virtual-clock.ts';
