import { describe, expect, it } from 'vitest'
import { explain } from '../../../scripts/failure.mjs'

describe('explain', () => {
  it.each([
    ["ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device: '/x/.venv/lib'", /disk is full/],
    ['error: Failed to write: No space left on device (os error 28)', /disk is full/],
    [
      "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')'\nERROR: Could not find a version that satisfies the requirement mlx==0.32.4\nERROR: No matching distribution found for mlx==0.32.4",
      /cannot be reached/,
    ],
    ['error: Request failed after 3 retries\n  Caused by: error sending request for url\n  Caused by: dns error', /cannot be reached/],
    ['ERROR: Could not find a version that satisfies the requirement mlx==0.32.4\nERROR: No matching distribution found', /fitting build/],
    ['ERROR: mlx_lm.whl is not a supported wheel on this platform.', /fitting build/],
    ['ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.', /hash differs/],
    ['The virtual environment was not created successfully because ensurepip is not available.', /python3-venv/],
    ['SSLError(SSLCertVerificationError(1, "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed"))', /certificate/],
    ["OSError: [Errno 13] Permission denied: '/x/.venv'", /write permission/],
    ['something else', /setup\.log/],
  ])('says in one sentence what %j means', (output, sentence) => {
    expect(explain(output)).toMatch(sentence)
    expect(explain(output)).not.toContain('\n')
  })
})
