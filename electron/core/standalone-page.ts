/** What a page that needs nothing else says to a browser: no scripts, nothing loaded, its own style alone. */
export const standalonePolicy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`
