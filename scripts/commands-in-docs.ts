/**
 * Returns the commands of ours that a page runs with npx before it has installed their package. npx would then download
 * a package of that name, which is not ours: `npx @neon-api/emulator` works without an installation.
 */
export function commandsBeforeInstall(markdown: string): string[] {
  const commands = markdown.matchAll(/npx (neon-(\w+))/g);
  return [...commands].flatMap(({ 1: command = '', 2: name, index }) =>
    new RegExp(`npm install [^\\n]*@neon-api/${name}\\b`).test(markdown.slice(0, index)) ? [] : [command],
  );
}
