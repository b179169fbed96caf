/** `aws-us-east-1` → `c-1.us-east-1.aws.neon.localhost`: Neon's format, under a name that stays on this machine. */
export function proxyHostOf(regionId: string): string {
  const [provider = 'aws', ...region] = regionId.split('-');
  return `c-1.${region.join('-')}.${provider}.neon.localhost`;
}

/** `name`: the endpoint's id, with `-pooler` for its pooled side. */
export function hostOf(name: string, proxyHost: string): string {
  return `${name}.${proxyHost}`;
}
