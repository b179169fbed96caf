import { defineComponent, h, ref, type VNode } from 'vue';
import { BranchPicture } from './branch-picture.ts';

const TABS = [
  { name: 'client', text: 'Client' },
  { name: 'types', text: 'Types' },
  { name: 'emulator', text: 'Emulator' },
] as const;

/** The page at `/`: what the project is, and a first example of each package in a tab. */
export const StartPage = defineComponent({
  name: 'StartPage',
  setup(_, { slots }) {
    const active = ref(0);
    const buttons = ref<HTMLButtonElement[]>([]);
    const select = (tab: number): void => {
      active.value = (tab + TABS.length) % TABS.length;
      buttons.value[active.value]?.focus();
    };
    const onKeydown = (event: KeyboardEvent): void => {
      const target = tabAfterKey(active.value, event.key);
      if (target === undefined) return;
      event.preventDefault();
      select(target);
    };
    const tab = ({ name, text }: (typeof TABS)[number], index: number): VNode =>
      h(
        'button',
        {
          ref: (element) => {
            buttons.value[index] = element as HTMLButtonElement;
          },
          type: 'button',
          role: 'tab',
          id: `tab-${name}`,
          'aria-controls': `panel-${name}`,
          'aria-selected': index === active.value,
          tabindex: index === active.value ? 0 : -1,
          onClick: () => select(index),
        },
        text,
      );
    const panel = ({ name }: (typeof TABS)[number], index: number): VNode =>
      h(
        'div',
        {
          role: 'tabpanel',
          id: `panel-${name}`,
          'aria-labelledby': `tab-${name}`,
          tabindex: 0,
          hidden: index !== active.value,
          class: 'vp-doc start-panel',
        },
        slots[name]?.(),
      );
    return () =>
      h('main', { class: 'start' }, [
        h('section', { class: 'start-head' }, [
          h('div', { class: 'start-words' }, slots.default?.()),
          h(BranchPicture),
        ]),
        h('section', { class: 'start-tabs', 'aria-label': 'First steps' }, [
          h('div', { role: 'tablist', 'aria-label': 'Package', onKeydown }, TABS.map(tab)),
          ...TABS.map(panel),
        ]),
      ]);
  },
});

/** Returns the tab to select after a key of the tabs pattern, or undefined for another key. */
function tabAfterKey(tab: number, key: string): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return tab + 1;
    case 'ArrowLeft':
      return tab - 1;
    case 'Home':
      return 0;
    case 'End':
      return TABS.length - 1;
    default:
      return undefined;
  }
}
