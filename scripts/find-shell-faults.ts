/** What a script of package.json may not have, as cmd.exe runs it on Windows and `sh` elsewhere. */
const FAULTS: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  { pattern: /\^/, reason: '^ escapes the next character in cmd.exe' },
  { pattern: /'/, reason: 'single quotes do not quote in cmd.exe' },
  { pattern: /;/, reason: '; does not separate commands in cmd.exe' },
  { pattern: /\$|`/, reason: 'cmd.exe has no $ and no backticks' },
  { pattern: /%/, reason: 'sh does not expand %NAME%' },
  { pattern: /(^|&& |\|\| )\w+=/, reason: 'cmd.exe cannot set a variable for one command' },
  { pattern: /(^|&& |\|\| )(\.|[\w.-]+\/)/, reason: 'cmd.exe runs no program by a path with forward slashes' },
  {
    pattern: /(^|&& |\|\| )(cat|chmod|cp|env|export|grep|mkdir|mv|rm|sed|sh|bash|test|touch|true)( |$)/,
    reason: 'the program is not part of Windows',
  },
];

/** Why a script would not do the same in cmd.exe as in `sh`; empty when it would. */
export function findShellFaults(script: string): string[] {
  return FAULTS.filter(({ pattern }) => pattern.test(script)).map(({ reason }) => reason);
}
