import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { runCommand } from '../run-command.ts';

export interface Chromium {
  readonly program: string;
  /** The folder of the libraries that a bare system lacks. */
  readonly libraries: string;
}

/** Unpacks what the package holds compressed, unless it was done before. */
export async function unpackChromium(installed: string): Promise<Chromium> {
  const folder = join(installed, 'bin');
  const program = join(folder, 'chromium');
  if (!existsSync(program)) {
    // swiftshader is its OpenGL, without which it does not start; al2023 the libraries.
    for (const name of ['swiftshader', 'al2023']) {
      const archive = join(folder, `${name}.tar`);
      await decompress(`${archive}.br`, archive);
      await runCommand({ file: 'tar', args: ['-xf', archive, '-C', folder] }, folder);
      rmSync(archive);
    }
    // Last and at once: where it is, all is.
    await decompress(`${program}.br`, `${program}.part`);
    renameSync(`${program}.part`, program);
  }
  return { program, libraries: join(folder, 'lib') };
}

function decompress(from: string, to: string): Promise<void> {
  return pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to, { mode: 0o755 }));
}
