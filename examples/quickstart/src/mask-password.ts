/** The URI as it may be shown: everything but the password. */
export function maskPassword(uri: string): string {
  return uri.replace(/^(\w+:\/\/[^:@/]*):[^@]*@/, '$1:****@');
}
