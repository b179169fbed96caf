/** A part of a shell block: commands that end, or one that runs until it is stopped, as in a terminal of its own. */
export interface Commands {
  readonly text: string;
  readonly isServer: boolean;
}

const SERVER =
  /^npx (?:@neon-api\/emulator|neon-emulator)\b(?! run\b)(?!.*--(?:hosts|help)\b)|^npx neon-fleet work\b|^npx vite\b|^node worker\.mjs\b/;

/** Splits a shell block before and after each command that runs until it is stopped. */
export function splitCommands(code: string): Commands[] {
  const parts: Commands[] = [];
  for (const text of code.replace(/\n$/, '').split(/(?<!\\)\n/)) {
    const isServer = SERVER.test(text);
    const last = parts.at(-1);
    if (last === undefined || last.isServer || isServer) parts.push({ text, isServer });
    else parts[parts.length - 1] = { text: `${last.text}\n${text}`, isServer };
  }
  return parts;
}

/** Reports whether commands start an emulator, which needs the port of the one before. */
export function startsEmulator(text: string): boolean {
  return /\bnpx (?:@neon-api\/|neon-)emulator\b/.test(text);
}
