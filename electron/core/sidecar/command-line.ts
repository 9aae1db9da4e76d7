import { arch, platform } from 'node:os'
import { type ReportTool, sidecarEnvironment } from './environment'
import { freePorts, readHostfile } from './hostfile'
import { aloneArguments, launcherArguments } from './launching'

/** How a sidecar is started. */
export type CommandLine = {
  readonly arguments: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** Whether MLX's launcher stands between: it passes lines on, but not the end of them. */
  readonly launched: boolean
}

/** Arguments and environment for one process, or for one a host. Throws `bad-input` for a hostfile that is none. */
export async function commandLine(options: {
  readonly python: string
  readonly sidecar: string
  readonly hosts?: string | null
  readonly reportTo?: ReportTool
}): Promise<CommandLine> {
  const { python, sidecar, hosts: hostfile, reportTo } = options
  const environment = sidecarEnvironment(process.env, platform(), arch() as NodeJS.Architecture, reportTo)
  if (hostfile === undefined || hostfile === null) return { arguments: aloneArguments(sidecar), environment, launched: false }
  const hosts = await readHostfile(hostfile)
  const startingPort = await freePorts(hosts.reduce((count, { ips }) => count + ips.length, 0))
  return { arguments: launcherArguments({ python, sidecar, hostfile, hosts, startingPort, environment }), environment, launched: true }
}
