/** The part of `fetch` that the console uses. Paths begin with a slash and are on the emulator. */
export type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

/** Marks the console's own requests, so that faults and limits spare them and the request log can hide them. */
export const CONSOLE_HEADER = 'x-neon-emulator-console';
