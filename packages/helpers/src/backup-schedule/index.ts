export {
  type BackupScheduleOptions,
  type ChangedBackupSchedule,
  readBackupSchedule,
  type ScheduledBackup,
  type SetBackupScheduleOptions,
  setBackupSchedule,
} from './backup-schedule.ts';
