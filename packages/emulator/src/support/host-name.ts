const LABEL = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/i;
const LONGEST = 253;

/** Whether the text is a host name or IPv4 address without a port. Docker Compose service names may have `_`. */
export function isHostName(text: string): boolean {
  return text.length <= LONGEST && text.split('.').every((label) => LABEL.test(label));
}
