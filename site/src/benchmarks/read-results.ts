import { readText } from '../repository.ts';

/** A result as `pnpm bench` writes it to `bench/results.json`. */
export interface BenchResult {
  readonly name: string;
  readonly title: string;
  readonly columns: Readonly<Record<string, { readonly unit: string; readonly digits: number }>>;
  readonly rows: readonly {
    readonly peer: string;
    readonly figures: Readonly<Record<string, number | undefined>>;
    readonly remark?: string;
  }[];
  readonly note?: string;
  readonly circumstances: {
    readonly measuredAt: string;
    readonly node: string;
    readonly cpu: string;
    readonly cores: number;
    readonly rounds: number;
  };
}

export function readResults(): readonly BenchResult[] {
  return (JSON.parse(readText('bench/results.json')) as { readonly results: readonly BenchResult[] }).results;
}
