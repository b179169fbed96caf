export { checkAllowedIps } from './check-allowed-ips.ts';
export { judgeConnection } from './judge-connection.ts';
