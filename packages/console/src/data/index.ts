export { SqlView } from './sql-view.tsx';
export { TablesView } from './tables-view.tsx';
