/** The facts by which runtimes differ. */
interface Global {
  readonly Bun?: { readonly version: string };
  readonly Deno?: { readonly version: { readonly deno: string } };
  readonly process?: { readonly versions?: { readonly node?: string } };
  readonly navigator?: { readonly userAgent?: string };
}

/** `node 22.0.0`, `HeadlessChrome 138.0.0.0`; `Cloudflare-Workers` has no version. */
export function nameOfRuntime(global: object): string {
  const { Bun, Deno, process, navigator } = global as Global;
  if (Bun) return `bun ${Bun.version}`;
  if (Deno) return `deno ${Deno.version.deno}`;
  const agent = navigator?.userAgent ?? '';
  const [, browser, version] = /(HeadlessChrome|Chrome)\/([\d.]+)/.exec(agent) ?? [];
  if (browser) return `${browser} ${version}`;
  // workerd also has `process`, with the version of Node that it emulates.
  if (agent.startsWith('Cloudflare')) return agent;
  return `node ${process?.versions?.node}`;
}
