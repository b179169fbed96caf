import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { RunBlock } from './run-block.ts';
import { StartPage } from './start-page.ts';
import './tokens.css';
import './text.css';
import './plots.css';
import './run.css';
import './start.css';

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('RunBlock', RunBlock);
    app.component('StartPage', StartPage);
  },
} satisfies Theme;
