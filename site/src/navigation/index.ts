export { guidesPage } from './guides-page.ts';
export { buildSidebar, type Sidebar } from './sidebar.ts';
