import { existsSync } from 'node:fs'
import type { TrainingConfig } from '../../shared/training'

/** A tool that a run's curves go to as well; null for none. */
export type ReportTool = TrainingConfig['report_to']

/** Variables the sidecar may see. Everything else of the app's environment stays outside. */
const allowed = [
  'HOME',
  'PATH',
  'TMPDIR',
  'LANG',
  'LC_ALL',
  'USER',
  'LOGNAME',
  'HF_HOME',
  'HF_HUB_CACHE',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'XDG_CACHE_HOME',
]

/** What a tool's own library is set up with, keys among it: only a process whose run asks for the tool sees them. */
const ofTool: Readonly<Record<NonNullable<ReportTool>, readonly string[]>> = {
  tensorboard: [],
  trackio: ['TRACKIO_DIR'],
  wandb: ['WANDB_API_KEY', 'WANDB_BASE_URL', 'WANDB_ENTITY', 'WANDB_MODE', 'WANDB_CONFIG_DIR', 'WANDB_CACHE_DIR', 'WANDB_DATA_DIR'],
}

/** Debian's multiarch names of the processors that mlx[cpu] has wheels for. */
const triplets: Partial<Record<NodeJS.Architecture, string>> = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }

/**
 * The environment of the sidecar: an allow-list, what the tool is set up with that the run's curves go to, and what makes it fast
 * and safe.
 * On Linux the wheel of mlx carries reference BLAS; OpenBLAS, where installed, is preloaded and trains about five times faster.
 * On a Mac the GPU watchdog is told to be patient while the display is on.
 */
export function sidecarEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  architecture: NodeJS.Architecture,
  reportTo: ReportTool = null,
  exists: (path: string) => boolean = existsSync,
): Record<string, string> {
  const result: Record<string, string> = { PYTHONUTF8: '1', TOKENIZERS_PARALLELISM: 'false' }
  for (const name of [...allowed, ...(reportTo ? ofTool[reportTo] : [])]) {
    const value = environment[name]
    if (value !== undefined) result[name] = value
  }
  if (platform === 'darwin') result.AGX_RELAX_CDM_CTXSTORE_TIMEOUT = '1'
  if (platform === 'linux') {
    const triplet = triplets[architecture]
    const library = triplet && `/usr/lib/${triplet}/openblas-pthread/libopenblas.so.0`
    if (library && exists(library)) result.LD_PRELOAD = library
  }
  return result
}
