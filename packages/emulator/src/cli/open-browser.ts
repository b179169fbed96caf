import { spawn } from 'node:child_process';

/** Returns the command that opens an address in the browser. */
export function openCommand(platform: NodeJS.Platform, url: string): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open', url];
  // An empty title, because `start` takes the first quoted word for one.
  if (platform === 'win32') return ['cmd', '/d', '/s', '/c', `"start "" "${url}""`];
  return ['xdg-open', url];
}

/** Opens an address in the browser. Calls `onFailure` if there is no browser, and does not wait for it. */
export function openBrowser(url: string, onFailure: () => void): void {
  const [program, ...args] = openCommand(process.platform, url);
  const child = spawn(program, args, { stdio: 'ignore', detached: true, windowsVerbatimArguments: true });
  child.once('error', onFailure);
  child.once('exit', (code) => {
    if (code !== 0) onFailure();
  });
  child.unref();
}
