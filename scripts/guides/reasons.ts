import type { GuideBlock } from '@neon-api/ground/guide-blocks';

/** The reasons why a block may not run, each with what such a block contains. */
export const REASONS: Readonly<Record<string, RegExp>> = {
  'needs Docker': /\bdocker\b|^services:/m,
  'needs GitHub Actions': /^ *- uses:|^on:/m,
  'needs pg_dump 17': /\bpg_dump\b/,
  'needs Next.js': /\bNEXT_RUNTIME\b|\bserverExternalPackages\b/,
  'needs a generated client': /'\.\/generated\//,
  'needs root': /\bsudo\b|--https-port 443\b/,
  'needs this repository': /\bpnpm\b/,
  'needs the internet': /--from url|\bcurl https:|\bembedded-postgres@/,
  'needs files of a site': /\bfetch\('\//,
};

/** Returns what is wrong with the mark of a block, or undefined. */
export function complaintAboutMark({ notRun, code }: Pick<GuideBlock, 'notRun' | 'code'>): string | undefined {
  if (notRun === undefined) return undefined;
  const pattern = Object.hasOwn(REASONS, notRun) ? REASONS[notRun] : undefined;
  if (pattern === undefined) {
    return `"${notRun}" is not a reason. Use one of: ${Object.keys(REASONS).join(', ')}.`;
  }
  return pattern.test(code) ? undefined : `Nothing in it ${notRun}, so it can run. Remove the mark.`;
}
