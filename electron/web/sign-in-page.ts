/** Why a browser is not let in. */
export type Reason = 'no-session' | 'used' | 'expired' | 'unknown'

const sentences: Readonly<Record<Reason, string>> = {
  'no-session': 'This browser is not signed in, or no longer.',
  used: 'This link was opened already. Each opens one browser, once.',
  expired: 'This link is too old. Each can be opened for ten minutes.',
  unknown: 'This link is not one of this host.',
}

/** Why a browser is not let in, in a sentence. */
export function reasonWords(reason: Reason): string {
  return sentences[reason]
}

/** Keeps a browser from asking for an icon that those who are not signed in do not get. */
export const noIcon = '<link rel="icon" href="data:,">'

/** The page of those who are not signed in: why, and how to get a link. It has no script, and nothing of the app. */
export function signInPage(reason: Reason): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Antecedent – not signed in</title>
${noIcon}
<style>
:root { color-scheme: light dark }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 18vh auto; padding: 0 1.5rem }
code { font: 14px ui-monospace, monospace }
</style>
</head>
<body>
<main>
<h1>Antecedent</h1>
<p>${sentences[reason]}</p>
<p>A new link comes from a window that is signed in (Settings, Browsers), or from a terminal of the machine that serves it:</p>
<p><code>antecedent serve link</code></p>
<p>or in a checkout <code>npm run -s cli -- serve link</code>. What runs there goes on meanwhile.</p>
</main>
</body>
</html>
`
}
