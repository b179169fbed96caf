import { expect, test } from 'vitest';
import { complaintAboutMark } from './reasons.ts';

test.each([
  [undefined, 'ls', undefined],
  ['needs Docker', 'docker run x', undefined],
  ['needs Docker', 'ls', /so it can run\. Remove the mark/],
  ['', 'ls', /"" is not a reason\. Use one of: needs Docker, /],
  ['too slow', 'sleep 9', /"too slow" is not a reason/],
  ['constructor', 'ls', /is not a reason/],
])('the mark %j on %j', (notRun, code, complaint) => {
  const found = complaintAboutMark({ notRun, code });
  if (complaint === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(complaint);
});
