/** Returns the calls in a page that create a client for an emulator. They do not read its organization from NEON_ORG_ID. */
export function clientsOfEmulators(markdown: string): string[] {
  const calls = markdown.match(/createNeonClient\(\{[^}]*\}/g) ?? [];
  return calls.filter((call) => /baseUrl: (?:'http:\/\/127\.0\.0\.1|emulator\.apiUrl)/.test(call));
}

/** Returns the code blocks of a page that call `/projects` with `fetch` or curl, which add no organization. */
export function callsOfProjects(markdown: string): string[] {
  const blocks = markdown.match(/^```\w+\n[\s\S]*?^```/gm) ?? [];
  return blocks.filter((block) => /\b(?:fetch\(|curl )[^\n]*\/projects(?:[?'"`]|\s)/.test(block));
}
