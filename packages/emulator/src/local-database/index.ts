export { callApi } from './call-api.ts';
export { chooseBranchName, readGitBranch } from './git-branch.ts';
export { type LocalDatabase, type LocalDatabaseOptions, openDatabase, removeBranch } from './open-database.ts';
export { DEFAULT_PROJECT, databaseVariables, emulatorVariables } from './variables.ts';
