export { OperationsView } from './operations-view.tsx';
