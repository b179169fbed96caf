export { branchFigures } from './branch-figures.ts';
export { memoryFigures } from './memory-figures.ts';
export { portFigures } from './port-figures.ts';
export { startFigures } from './start-figures.ts';
