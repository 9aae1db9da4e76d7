/**
 * What a failed installation means for the person: one sentence that says what to do.
 * @param {string} output what the installer printed
 * @returns {string}
 */
export function explain(output) {
  const unknown = 'The Python environment could not be made; .cache/setup.log has what the installer said, and the next start tries again.'
  return recognize(output) ?? unknown
}

/**
 * The sentence for a failure whose cause shows in its words.
 * @param {string} output
 * @returns {string | undefined}
 */
export function recognize(output) {
  return sentences.find(({ pattern }) => pattern.test(output))?.sentence
}

/** In this order: a full disk also breaks downloads, and a broken download also leaves packages unfound. */
const sentences = [
  {
    pattern: /No space left on device|ENOSPC|os error 28|Errno 28|Disk quota exceeded|EDQUOT/i,
    sentence: 'The disk is full: free about 2 GB, then start again.',
  },
  {
    pattern: /DO NOT MATCH THE HASHES|hash mismatch/i,
    sentence:
      'A downloaded package is not the one this checkout was tested with (its hash differs): try again, and check the package index in use.',
  },
  {
    pattern: /ensurepip is not available|No module named ensurepip|python3(\.\d+)?-venv/i,
    sentence: 'Python cannot make virtual environments here: install python3-venv (apt-get install python3-venv), then start again.',
  },
  {
    pattern: /CERTIFICATE_VERIFY_FAILED|invalid peer certificate|UnknownIssuer|certificate verify failed/i,
    sentence:
      'The package index could not be trusted (its certificate is unknown to Python): check the proxy and the certificates in use, then start again.',
  },
  {
    pattern:
      /Temporary failure in name resolution|Name or service not known|nodename nor servname|dns error|failed to lookup address|getaddrinfo|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|Network is unreachable|Connection (refused|reset|timed out|aborted)|Failed to establish a new connection|NewConnectionError|Read timed out|ReadTimeout|error sending request|Failed to fetch|Could not connect|tunnel connection failed|ProxyError/i,
    sentence: 'The package index cannot be reached: connect to the internet (the first start fetches about 100 MB), then start again.',
  },
  {
    pattern:
      /Could not find a version that satisfies|No matching distribution|no wheels? with a matching|has no usable wheels|No solution found|not a supported wheel/i,
    sentence:
      'The package index has no fitting build of a package: connect to the internet and use Python 3.11–3.14 on macOS 14+ (Apple silicon) or Linux with glibc, then start again.',
  },
  {
    pattern: /Permission denied|EACCES|EPERM|Read-only file system|EROFS/i,
    sentence: 'The checkout cannot be written to: give yourself write permission on its folder, then start again.',
  },
]
