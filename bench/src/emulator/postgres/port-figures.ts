import { startProcess } from '../emulator-process.ts';
import type { Figure } from '../figure.ts';
import { type Comparison, compare } from './compare.ts';
import { startPlainPostgres } from './plain-postgres.ts';
import { createProject, query } from './project.ts';
import { dataDirOf, type ServerFiles, serverFilesOf } from './server-files.ts';
import { makeTemporaryDir } from './temporary-dir.ts';
import { SELECT_ONE, TABLES, TEN_ROWS, TRANSACTION, type Workload } from './workloads.ts';

const CONNECTIONS = 8;

/** Measures the cost of the port and its pooler against a plain Postgres with the same durability. */
export async function* portFigures(rounds: number): AsyncGenerator<Figure> {
  using temporary = makeTemporaryDir();
  const { dir } = temporary;
  const flags = ['--postgres', 'embedded'];
  const kept = await startProcess([...flags, '--data-dir', dir]);
  let files: ServerFiles;
  try {
    const { uri, branchId } = await createProject(kept);
    await query(uri, 'SELECT 1');
    files = serverFilesOf(dataDirOf(dir, branchId));
    yield* figuresBeside(uri, files, []);
  } finally {
    await kept.stop();
  }
  const passing = await startProcess(flags);
  try {
    yield* figuresBeside((await createProject(passing)).uri, files, ['fsync=off', 'full_page_writes=off']);
  } finally {
    await passing.stop();
  }

  async function* figuresBeside(port: string, files: ServerFiles, settings: string[]): AsyncGenerator<Figure> {
    const isDurable = settings.length === 0;
    const plain = await startPlainPostgres(files, settings);
    const uris = { plain: plain.uri, port };
    const pooledUris = { plain: plain.uri, port: `${port}-pooler` };
    try {
      for (const uri of [plain.uri, port]) for (const sql of TABLES) await query(uri, sql);
      const load = { rounds, connections: CONNECTIONS };
      const note = isDurable ? ', with --data-dir' : ', temporary';
      yield describeLoss('port', TRANSACTION, note, await compare(uris, TRANSACTION, load), isDurable);
      yield describeLoss('pooler', TRANSACTION, note, await compare(pooledUris, TRANSACTION, load), false);
      if (!isDurable) return;
      for (const workload of [TEN_ROWS, SELECT_ONE]) {
        yield describeLoss('port', workload, '', await compare(uris, workload, load), false);
        yield describeLoss('pooler', workload, '', await compare(pooledUris, workload, load), false);
      }
      yield describeLatency(await compare(uris, SELECT_ONE, { rounds, connections: 1 }));
    } finally {
      await plain.stop();
    }
  }
}

function describeLoss(
  way: 'port' | 'pooler',
  workload: Workload,
  note: string,
  measured: Comparison,
  isJudged: boolean,
): Figure {
  const { plain, port, lossPercent } = measured;
  return {
    what: `loss through the ${way}, ${workload.name}, ${CONNECTIONS} connections${note}`,
    value: lossPercent,
    unit: '%',
    ...(isJudged ? { target: ['≤', 10] } : {}),
    beside: `${port.perSecond.toFixed(0)}/s, plain ${plain.perSecond.toFixed(0)}/s`,
  };
}

function describeLatency({ plain, port }: Comparison): Figure {
  return {
    what: 'latency that the port adds to select 1',
    value: port.medianMs - plain.medianMs,
    unit: 'ms',
    target: ['≤', 0.3],
    beside: `plain ${plain.medianMs.toFixed(3)} ms`,
  };
}
