import type { LiveProject } from '@neon-api/emulator';

/** Returns the projects whose name or id contains the text, newest first. */
export function findProjects(projects: Iterable<LiveProject>, search: string): LiveProject[] {
  const wanted = search.trim().toLowerCase();
  return [...projects]
    .filter(({ id, name }) => id.includes(wanted) || name.toLowerCase().includes(wanted))
    .sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
}
