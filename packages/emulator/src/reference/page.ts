/** The page. Everything else is loaded from `/reference/`. */
export const REFERENCE_HTML = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Neon API on the emulator</title>
    <link rel="icon" href="data:,">
  </head>
  <body>
    <div id="reference"></div>
    <script src="/reference/scalar.js"></script>
    <script src="/reference/start.js"></script>
  </body>
</html>
`;

/**
 * Removes the key from the address before other scripts can read it, and passes it to the page. Scalar sends the name of
 * an empty path parameter, `{project_id}`; such a request fails here, and the page shows the message.
 */
export const START_SCRIPT = `const token = new URLSearchParams(location.hash.slice(1)).get('key') ?? '';
if (token) history.replaceState(null, '', location.pathname);
const send = window.fetch;
window.fetch = async (input, init) => {
  const { pathname } = new URL(input.url ?? input, location.href);
  const missing = [...pathname.matchAll(/%7B(\\w+)%7D/gi)].map(([, name]) => name);
  if (missing.length > 0) throw new TypeError('Fill in ' + missing.join(' and ') + ', then send the request again.');
  return send(input, init);
};
Scalar.createApiReference('#reference', {
  url: '/reference/openapi.json',
  authentication: {
    preferredSecurityScheme: 'BearerAuth',
    securitySchemes: { BearerAuth: { token } },
  },
  agent: { disabled: true },
  customCss: '.darklight-reference { background: var(--scalar-sidebar-background-1, var(--scalar-background-1)); }',
  mcp: { disabled: true },
  hideClientButton: true,
  persistAuth: false,
  showDeveloperTools: 'never',
  telemetry: false,
  withDefaultFonts: false,
});
`;
