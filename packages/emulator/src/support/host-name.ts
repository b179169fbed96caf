const LABEL = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/i;
const LONGEST = 253;

/** Whether this is a host name or an IPv4 address, without a port. Services of Docker Compose may have underscores. */
export function isHostName(text: string): boolean {
  return text.length <= LONGEST && text.split('.').every((label) => LABEL.test(label));
}
