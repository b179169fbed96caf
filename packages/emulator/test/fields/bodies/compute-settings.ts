export const ENDPOINT_SETTINGS: Readonly<Record<string, unknown>> = {
  pg_settings: { work_mem: '7MB' },
  pgbouncer_settings: { default_pool_size: '77' },
  preload_libraries: { enabled_libraries: ['pg_stat_statements'], use_defaults: false },
};
export const COMPUTE: Readonly<Record<string, unknown>> = {
  autoscaling_limit_min_cu: 3,
  autoscaling_limit_max_cu: 4,
  suspend_timeout_seconds: 622,
};
export const NEW_ENDPOINT: Readonly<Record<string, unknown>> = {
  type: 'read_only',
  ...COMPUTE,
  provisioner: 'k8s-pod',
  settings: ENDPOINT_SETTINGS,
};
