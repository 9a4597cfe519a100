import { createHash } from 'node:crypto';

const start = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', deepLinking: true });`;

/** A page that shows the contract; everything it loads comes from us. */
export const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Moneytrail API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<main id="api"></main>
<script src="/docs/swagger-ui-bundle.js"></script>
<script>${start}</script>
</body>
</html>
`;

/** One script of the page is written into it: it is allowed by its digest, and no other is. */
export const pagePolicy = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${createHash('sha256').update(start).digest('base64')}'`,
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
