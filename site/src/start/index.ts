export { fillBlocks } from './fill-blocks.ts';
