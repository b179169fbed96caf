/** A file to write. Its path is relative to the output folder. */
export interface OutputFile {
  readonly path: string;
  readonly content: string;
}
