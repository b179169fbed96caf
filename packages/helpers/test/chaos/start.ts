import type { Seed } from '@neon-api/emulator';

const LOOK_ALIKES = [
  { name: 'preview/1' },
  { name: 'preview/12', endpoint: false },
  { name: 'new-2', endpoint: false },
];

/** The initial state of every run: a project to work in, and resources with similar names. */
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
