import type { Html } from './html'

/** A page that needs nothing else: no scripts, nothing loaded, its own style alone, which it tells the browser too. */
export function standalonePage(title: Html, style: string, body: Html): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title.markup}</title>
<style>
${style}
</style>
</head>
<body>
${body.markup}
</body>
</html>
`
}
