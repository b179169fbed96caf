export { type BlockKind, classifyBlock, importsOf, isCode } from './classify-block.ts';
export { classifyBlocks, groupPrograms } from './group-programs.ts';
export { type GuideBlock, readBlocks } from './guide-block.ts';
