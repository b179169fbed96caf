/** One Postgres that can be run. */
export interface PostgresBinaries {
  readonly kind: 'embedded' | 'system';
  readonly majorVersion: number;
  readonly initdb: string;
  readonly postgres: string;
}
