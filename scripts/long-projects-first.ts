import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The projects with the longest files. */
const LONG = ['site'];

/**
 * Orders the test files of a run. Vitest runs the projects by name. Long files that start last hold up the end of the run,
 * each in one process while the other processes have nothing to do, so their projects start first.
 */
export class LongProjectsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    // The files of a project stay together, because some projects share a process.
    const isLong = ({ project }: TestSpecification): boolean => LONG.includes(project.name);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
