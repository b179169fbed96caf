/** Syntax that package.json scripts must not use, because cmd.exe runs them on Windows and `sh` elsewhere. */
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

/** Returns the reasons why a script behaves differently in cmd.exe and `sh`; empty if it does not. */
export function findShellFaults(script: string): string[] {
  return FAULTS.filter(({ pattern }) => pattern.test(script)).map(({ reason }) => reason);
}
