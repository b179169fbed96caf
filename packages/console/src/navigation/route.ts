/** The views of the console, and what each shows. */
export type Route =
  | { readonly view: 'projects' }
  | { readonly view: 'branches'; readonly projectId: string; readonly branchId?: string }
  | { readonly view: 'tables' | 'sql'; readonly projectId: string; readonly branchId?: string }
  | { readonly view: 'operations'; readonly projectId: string }
  | { readonly view: 'requests' }
  | { readonly view: 'controls' }
  | { readonly view: 'unknown' };

/** Reads a fragment such as `#/projects/ID/branches/ID`. A fragment without a path contains credentials. */
export function parseRoute(fragment: string): Route {
  if (!fragment.startsWith('#/')) return { view: 'projects' };
  const parts = fragment.slice(2).split('/').filter(Boolean).map(decodeURIComponent);
  const [first, projectId, view = 'branches', branchId] = parts;
  if (first === undefined) return { view: 'projects' };
  if (parts.length === 1 && (first === 'requests' || first === 'controls')) return { view: first };
  if (first !== 'projects' || projectId === undefined || parts.length > 4) return { view: 'unknown' };
  if (view === 'operations') return { view, projectId };
  if (view !== 'branches' && view !== 'tables' && view !== 'sql') return { view: 'unknown' };
  return { view, projectId, ...(branchId === undefined ? {} : { branchId }) };
}

/** The fragment of a route, for links. */
export function linkTo(route: Exclude<Route, { readonly view: 'unknown' }>): string {
  if (route.view === 'projects') return '#/';
  if (route.view === 'requests' || route.view === 'controls') return `#/${route.view}`;
  const branch = 'branchId' in route && route.branchId !== undefined ? `/${encodeURIComponent(route.branchId)}` : '';
  return `#/projects/${encodeURIComponent(route.projectId)}/${route.view}${branch}`;
}
