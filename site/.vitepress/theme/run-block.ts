import { defineComponent, h, nextTick, onBeforeUnmount, ref } from 'vue';

/**
 * A block of code with a button that runs it. Everything else, the editor, client, emulator and Postgres, is loaded by
 * the first click. `above` are the numbers of the earlier blocks of the same program, which run first.
 */
export const RunBlock = defineComponent({
  name: 'RunBlock',
  props: { block: { type: Number, required: true }, above: { type: String, default: '' } },
  setup({ block, above }, { slots }) {
    const host = ref<HTMLElement>();
    const state = ref<'closed' | 'loading' | 'open'>('closed');
    let remove: (() => void) | undefined;
    const close = (): void => {
      remove?.();
      remove = undefined;
      state.value = 'closed';
    };
    const open = async (): Promise<void> => {
      state.value = 'loading';
      const numbers = [...above.split(',').filter((number) => number !== ''), String(block)];
      const code = numbers.map(codeOfBlock).join('\n');
      const { openPanel } = await import('../../src/run-panel/index.ts');
      state.value = 'open';
      await nextTick();
      if (host.value) remove = openPanel(host.value, code, close);
    };
    onBeforeUnmount(close);
    return () =>
      h('div', { class: 'run-block', 'data-block': block, 'data-above': above }, [
        h('div', { hidden: state.value === 'open' }, slots.default?.()),
        state.value === 'open'
          ? undefined
          : h(
              'button',
              {
                type: 'button',
                class: 'run-button',
                disabled: state.value === 'loading',
                onClick: () => void open(),
              },
              state.value === 'loading' ? 'Loading…' : 'Run',
            ),
        h('div', { ref: host }),
      ]);
  },
});

/** Returns the text of a block of this page. */
function codeOfBlock(number: string): string {
  return document.querySelector(`.run-block[data-block="${number}"] pre code`)?.textContent ?? '';
}
