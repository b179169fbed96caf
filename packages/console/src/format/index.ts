export { formatAge, formatBytes, formatDuration, formatSpan, formatTime, maskUri } from './format.ts';
