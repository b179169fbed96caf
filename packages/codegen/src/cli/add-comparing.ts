import { type Command, Option } from 'commander';
import type { DiffOptions, HistoryOptions } from '../commands/index.ts';
import { DIFF_FORMATS, FAIL_LIMITS, HISTORY_FORMATS } from '../option-choices.ts';
import { loadCommands, once, type Reporting, specsDir } from './flags.ts';

interface DiffCliOptions extends Pick<DiffOptions, 'format' | 'failOn' | 'verify'> {
  readonly specs?: string;
}

/** Adds the commands that compare documents and write nothing. */
export function addComparing(program: Command, { print, warn, fail }: Reporting): void {
  program
    .command('diff')
    .description('print the changes between two contracts and the version bump they require')
    .argument('<old>', 'an npm version (2.7.2), git:REF, or the path of a contract or document')
    .argument('<new>', 'in the same form as <old>')
    .option('--specs <dir>', 'folder of the contract, for git:REF (default: the nearest specs/)', once())
    .addOption(new Option('--format <format>', 'output format').choices(DIFF_FORMATS).default('text'))
    .addOption(new Option('--fail-on <bump>', 'exit with 1 if the required bump is at least this').choices(FAIL_LIMITS))
    .option('--verify', 'check the verdict with the TypeScript compiler, and exit with 1 if it disagrees')
    .action(async (old: string, now: string, { specs, ...options }: DiffCliOptions) => {
      const { diff } = await loadCommands();
      const given = { old, now, specsDir: await specsDir(specs), ...options };
      const { output, disagreements = [], failed } = await diff(given);
      print(output);
      if (disagreements.length > 0) warn(`${disagreements.join('\n')}\n`);
      if (failed) fail();
    });

  program
    .command('history')
    .description('diff each document in a folder with the next, and check every verdict with the TypeScript compiler')
    .argument('<dir>', 'a folder of YAML or JSON documents, whose names sort from oldest to newest')
    .option('--reverse', 'also check each pair in reverse')
    .addOption(new Option('--format <format>', 'output format').choices(HISTORY_FORMATS).default('text'))
    .addHelpText('after', '\nExits with 1 if the differ and the compiler disagree on any pair.')
    .action(async (dir: string, options: Pick<HistoryOptions, 'format' | 'reverse'>) => {
      const { history } = await loadCommands();
      const { output, failed } = await history({
        dir,
        ...options,
        onRow: ({ old, now, verdict }, done, all) => warn(`${done}/${all} ${old} → ${now}: ${verdict}\n`),
      });
      print(output);
      if (failed) fail();
    });
}
