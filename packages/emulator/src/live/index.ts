export { type ChangeFeed, createChangeFeed } from './change-feed.ts';
export { createLiveChangeFinder, type LiveScope, type LiveSources } from './change-finder.ts';
export { streamEvents } from './event-stream.ts';
export type { LiveChange, LiveClock, LiveEndpoint, LiveProject, LiveTopic, LiveValues } from './live-change.ts';
