import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { runCommand } from '../run-command.ts';

export interface Chromium {
  readonly program: string;
  /** The folder of the libraries that a minimal system lacks. */
  readonly libraries: string;
}

/** Unpacks the compressed files of the package, unless they are unpacked already. */
export async function unpackChromium(installed: string): Promise<Chromium> {
  const folder = join(installed, 'bin');
  const program = join(folder, 'chromium');
  if (!existsSync(program)) {
    // swiftshader is the OpenGL that it needs to start; al2023 has the libraries.
    for (const name of ['swiftshader', 'al2023']) {
      const archive = join(folder, `${name}.tar`);
      await decompress(`${archive}.br`, archive);
      await runCommand({ file: 'tar', args: ['-xf', archive, '-C', folder] }, folder);
      rmSync(archive);
    }
    // Last and atomically, so that its presence means that everything is unpacked.
    await decompress(`${program}.br`, `${program}.part`);
    renameSync(`${program}.part`, program);
  }
  return { program, libraries: join(folder, 'lib') };
}

function decompress(from: string, to: string): Promise<void> {
  return pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to, { mode: 0o755 }));
}
