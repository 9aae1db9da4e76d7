import { type Host, isRemote } from './hostfile'

/** Runs MLX's own launcher as a program. */
const launcher = 'from mlx._distributed_utils.launch import main; main()'

/** What makes Python fast and safe on any machine. What belongs to this one, its paths and its keys, stays here. */
const travelling = ['PYTHONUTF8', 'TOKENIZERS_PARALLELISM', 'AGX_RELAX_CDM_CTXSTORE_TIMEOUT']

/** Arguments that start a sidecar alone. */
export function aloneArguments(sidecar: string): readonly string[] {
  return ['-I', '-B', sidecar]
}

/**
 * Arguments that start one sidecar a host through MLX's launcher, joined in a ring. The launcher copies its stdin to all of
 * them; only the first one writes to stdout.
 */
export function launcherArguments(options: {
  readonly python: string
  readonly sidecar: string
  readonly hostfile: string
  readonly hosts: readonly Host[]
  readonly startingPort: number
  readonly environment: Readonly<Record<string, string>>
}): readonly string[] {
  const { python, sidecar, hostfile, hosts, startingPort, environment } = options
  // Processes on this machine inherit the launcher's environment; those elsewhere begin with what ssh gives them.
  const passed = isRemote(hosts)
    ? travelling.flatMap((name) => (environment[name] === undefined ? [] : [`${name}=${environment[name]}`]))
    : []
  return [
    '-I',
    '-c',
    launcher,
    '--backend',
    'ring',
    '--hostfile',
    hostfile,
    '--starting-port',
    String(startingPort),
    ...passed.flatMap((pair) => ['--env', pair]),
    '--',
    python,
    ...aloneArguments(sidecar),
  ]
}
