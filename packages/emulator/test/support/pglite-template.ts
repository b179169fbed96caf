import { dumpPgliteTemplate } from '../../src/pglite/index.ts';

let made: Promise<Blob> | undefined;

/** A template that the files of a test run share, so that they do not each wait for `initdb`. */
export function testTemplate(): Promise<Blob> {
  made ??= dumpPgliteTemplate();
  return made;
}
