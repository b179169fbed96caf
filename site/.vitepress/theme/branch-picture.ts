import { defineComponent, h, type VNode } from 'vue';

interface Drawn {
  readonly name: string;
  readonly note: string;
  /** 0 for the root. */
  readonly level: number;
  /** Rows above to the parent; 0 for the root. */
  readonly above: number;
  readonly state: 'awake' | 'idle';
}

const ROWS: readonly Drawn[] = [
  { name: 'main', note: '1,000 rows', level: 0, above: 0, state: 'awake' },
  { name: 'preview/42', note: '10 rows', level: 1, above: 1, state: 'awake' },
  { name: 'preview/43', note: 'idle', level: 1, above: 2, state: 'idle' },
  { name: 'dev', note: 'schema changed', level: 1, above: 3, state: 'awake' },
  { name: 'dev/ada', note: 'reset to parent', level: 2, above: 1, state: 'awake' },
];

const ROW = 46;
const STEP = 34;
const WIDTH = 340;

const x = (level: number): number => 14 + level * STEP;
const y = (row: number): number => ROW / 2 + row * ROW;

/** A project's branches as a tree. The list of the same branches in text is unnecessary: the picture is an example. */
export const BranchPicture = defineComponent({
  name: 'BranchPicture',
  setup() {
    return () =>
      h(
        'svg',
        {
          class: 'branch-picture',
          viewBox: `0 0 ${WIDTH} ${ROWS.length * ROW}`,
          role: 'img',
          'aria-label': 'A tree of Postgres branches: main, with its children preview/42, preview/43 and dev',
        },
        [...ROWS.map(line), ...ROWS.flatMap(label)],
      );
  },
});

function line({ level, above, state }: Drawn, row: number): VNode | undefined {
  if (above === 0) return undefined;
  const from = x(level - 1);
  return h('path', { class: state, d: `M${from} ${y(row - above) + 8}V${y(row) - 12}q0 12 12 12H${x(level) - 7}` });
}

function label({ name, note, level, state }: Drawn, row: number): VNode[] {
  return [
    h('circle', { class: state, cx: x(level), cy: y(row), r: 6 }),
    h('text', { class: 'name', x: x(level) + 16, y: y(row) + 5 }, name),
    h('text', { class: 'note', x: WIDTH - 2, y: y(row) + 5, 'text-anchor': 'end' }, note),
  ];
}
