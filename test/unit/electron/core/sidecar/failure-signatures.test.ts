import { describe, expect, it } from 'vitest'
import { failureAtExit, failureInWords, signatureNames } from '../../../../../electron/core/sidecar/failure-signatures'
import { fromRpcError } from '../../../../../electron/core/sidecar/rpc-failure'
import { rpcCodes } from '../../../../../electron/shared/protocol'

const aborted = { code: null, signal: 'SIGABRT' } as const
const metal = (cause: string, name: string) =>
  `libc++abi: terminating due to uncaught exception of type std::runtime_error: [METAL] Command buffer execution failed: ${cause} (${name})`

const cases: readonly (readonly [name: string, code: string, words: string])[] = [
  ['watchdog', 'sidecar-died', metal('Impacting Interactivity', '0000000e:kIOGPUCommandBufferCallbackErrorImpactingInteractivity')],
  ['gpu-timeout', 'sidecar-died', metal('Caused GPU Timeout Error', '00000002:kIOGPUCommandBufferCallbackErrorTimeout')],
  ['gpu-timeout', 'sidecar-died', metal('Caused GPU Hang Error', '00000003:kIOGPUCommandBufferCallbackErrorHang')],
  [
    'innocent-victim',
    'sidecar-died',
    metal('Innocent Victim of Error during GPU recovery', '00000005:kIOGPUCommandBufferCallbackErrorInnocentVictim'),
  ],
  ['out-of-memory', 'out-of-memory', metal('Insufficient Memory', '00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory')],
  ['out-of-memory', 'out-of-memory', 'RuntimeError: [malloc] Unable to allocate 68719476736 bytes.'],
  [
    'out-of-memory',
    'out-of-memory',
    '[metal::malloc] Attempting to allocate 9000 bytes which is greater than the maximum allowed buffer size of 8000 bytes.',
  ],
  ['out-of-memory', 'out-of-memory', "terminate called after throwing an instance of 'std::bad_alloc'"],
  ['out-of-memory', 'out-of-memory', 'MemoryError'],
  ['resource-limit', 'sidecar-died', 'RuntimeError: [metal::malloc] Resource limit (499000) exceeded.'],
  ['disk-full', 'disk-full', 'OSError: [Errno 28] No space left on device'],
  ['library-missing', 'sidecar-died', "ModuleNotFoundError: No module named 'mlx'"],
  ['library-missing', 'sidecar-died', 'ImportError: libopenblas.so.0: cannot open shared object file: No such file or directory'],
  ['worker-lost', 'worker-lost', '\u001b[33m[WARN] Node with rank 1 exited with code -9 \u001b[0m'],
  ['worker-lost', 'worker-lost', 'RuntimeError: [ring] connection to a peer was lost'],
  ['crashed', 'sidecar-died', 'Fatal Python error: Segmentation fault'],
]

describe('the signature of a failure', () => {
  it.each(cases)('is known: %s, %s (%s)', (name, code, words) => {
    const found = failureAtExit(aborted, `loading\n${words}\n`)
    expect(found).toMatchObject({ name, code })
    expect(found?.message).toMatch(/^[A-Z].*\.$/)
    expect(found?.hint).toMatch(/^[A-Z].*\.$/)
  })

  it.each([
    ['killed', 'SIGKILL', 'sidecar-killed'],
    ['crashed', 'SIGSEGV', 'sidecar-died'],
    ['crashed', 'SIGABRT', 'sidecar-died'],
  ] as const)('is the exit alone where nothing was said: %s, by %s', (name, signal, code) => {
    expect(failureAtExit({ code: null, signal }, 'Fetching 3 files')).toMatchObject({ name, code })
  })

  it('is the cause, not what it led to', () => {
    const words = '[malloc] Unable to allocate 9 bytes\n[WARN] Node with rank 1 exited with code 1'
    expect(failureAtExit({ code: 0, signal: null }, words)).toMatchObject({ name: 'out-of-memory' })
  })

  it('is none for an ordinary end', () => {
    expect(failureAtExit({ code: 1, signal: null }, 'Traceback (most recent call last)')).toBeNull()
    expect(failureInWords('')).toBeNull()
  })

  it('has a case here for every one that is told by words', () => {
    expect(new Set([...cases.map(([name]) => name), 'killed'])).toEqual(new Set(signatureNames))
  })

  it('is looked for in an error that Python could not name', () => {
    const message = `Something unexpected went wrong: RuntimeError: ${cases[0]?.[2]}`
    expect(fromRpcError({ code: rpcCodes.internalError, message }).failure).toEqual({
      code: 'sidecar-died',
      message: expect.stringContaining('ended by macOS'),
      hint: expect.any(String),
    })
    expect(fromRpcError({ code: rpcCodes.workerLost, message: 'A worker went away.' }).failure.code).toBe('worker-lost')
  })
})
