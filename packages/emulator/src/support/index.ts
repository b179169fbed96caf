export { type Clock, systemClock, timestampOf } from './clock.ts';
export { requireKnownOptions } from './closed-options.ts';
export { type Log, logToStderr } from './log.ts';
export { messageOf } from './message-of.ts';
export { pick, type Random, randomText, randomUuid, systemRandom } from './random.ts';
