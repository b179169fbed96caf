export {
  type BackupScheduleOptions,
  type ChangedSchedule,
  read,
  type ScheduleItem,
  type SetBackupScheduleOptions,
  set,
} from './backup-schedule.ts';
