import type { Seed } from '@neon-api/emulator';

const LOOK_ALIKES = [
  { name: 'preview/1' },
  { name: 'preview/12', endpoint: false },
  { name: 'new-2', endpoint: false },
];

/** What every run begins with: a project to work in, and much that is named like what is worked on. */
export const START: Seed = {
  projects: [
    {
      project: { name: 'shop', history_retention_seconds: 86_400 },
      roles: ['app'],
      branches: [
        ...LOOK_ALIKES,
        { name: 'dev' },
        { name: 'dev/child', parent: 'dev', endpoint: false },
        { name: 'next' },
      ],
    },
    { project: { name: 'shop-2' }, branches: [{ name: 'preview/1', endpoint: false }] },
  ],
};
