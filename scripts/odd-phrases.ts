import type { TextFile } from './repository.ts';

interface OddPhrase {
  readonly pattern: RegExp;
  /** What a native engineer would write. */
  readonly write: string;
}

/** Phrases that sound translated. Add the ones that you find; narrow a pattern that matches good English. */
const ODD_PHRASES: readonly OddPhrase[] = [
  { pattern: /\bfor want of\b/gi, write: 'without, because there is no' },
  { pattern: /\bat hand\b/gi, write: 'installed, available' },
  { pattern: /\bleads? nowhere\b/gi, write: 'does not exist' },
  { pattern: /\b(?:is|are|was|were|be|been|being) told\b(?! apart)/gi, write: 'receives, is set to' },
  { pattern: /\b(?:as|when) told\b/gi, write: 'as configured, by default' },
  { pattern: /\btells? (?:of|which|what|whether|how|who|why|where)\b/gi, write: 'shows, says' },
  { pattern: /\bmend(?:s|ed|ing)?\b/gi, write: 'fix' },
  { pattern: /\b(?:can|could|may|might|to|cannot) be had\b/gi, write: 'available' },
  { pattern: /\bcom(?:e|es|ing) along\b/gi, write: 'is included' },
  { pattern: /\b(?:comes?|came) to rest\b/gi, write: 'settles' },
  { pattern: /\bin vain\b/gi, write: 'without success' },
  { pattern: /\b(?:anew|afresh)\b/gi, write: 'again' },
  { pattern: /\bbesides\b/gi, write: 'also, in addition' },
  { pattern: /\bwho(?:so)?ever\b/gi, write: 'anyone who' },
  { pattern: /\bsomebody\b/gi, write: 'another user, another process' },
  { pattern: /\bstands\b(?! (?:in )?for\b)/gi, write: 'is' },
  { pattern: /\bgo(?:es)? (?:on|away)\b/gi, write: 'continues, is removed' },
  { pattern: /\b(?:sent|tried) again\b/gi, write: 'retried' },
  { pattern: /\bends? (?:well|badly)\b/gi, write: 'succeeds, fails' },
  { pattern: /\b(?:is|are) to be\b/gi, write: 'must be, will be' },
  { pattern: /\b(?:is|are|was|were) not there\b/gi, write: 'does not exist, is missing' },
  { pattern: /\bwhat there is\b/gi, write: 'what exists' },
  { pattern: /\bwhat became of\b/gi, write: 'what happened to, the result of' },
  { pattern: /(?<!\bthere )\bis no (?!longer\b|more\b)/gi, write: 'is not a' },
  { pattern: /\ball that\b/gi, write: 'everything that, all' },
  { pattern: /\bnothing but\b/gi, write: 'only' },
  { pattern: /\bcomes? to\b/gi, write: 'reaches' },
  { pattern: /\bin a circle\b/gi, write: 'in a cycle, cyclic' },
  { pattern: /\bfor ever\b/gi, write: 'forever' },
  { pattern: /\ban? (?:second|minute) an?\b/gi, write: 'per second and' },
  { pattern: /\bas (?:libpq|SQL|Neon|Postgres|npm|git|HTTP) has (?:it|them)\b/gi, write: 'in the form that … uses' },
  { pattern: /(?<!\b(?:leave|leaves|left|leaving|let)\b.{0,30}) alone\b/gi, write: 'only' },
];

const COMMENT_LEADER = /^\s*(?:\/\/|\*)?\s*/;

/** Returns one sentence for each odd phrase in a text, even if the phrase is wrapped. */
export function findOddPhrases({ path, text }: TextFile): string[] {
  const lines = text.split('\n').map((line) => line.replace(COMMENT_LEADER, ''));
  const joined = lines.join(' ');
  return ODD_PHRASES.flatMap(({ pattern, write }) =>
    [...joined.matchAll(pattern)].map(
      ({ 0: phrase, index }) => `${path}:${lineAt(lines, index)} "${phrase.trim()}": write ${write}`,
    ),
  );
}

function lineAt(lines: readonly string[], index: number): number {
  return lines.findIndex((_, last) => lines.slice(0, last + 1).join(' ').length > index) + 1;
}
