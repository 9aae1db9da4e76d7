import type { ExportFormat, ExportResult } from '../../electron/shared/exporting'

/** What each format is called. */
export const formatNames: Readonly<Record<ExportFormat, string>> = {
  mlx: 'Fused model',
  'lm-studio': 'LM Studio',
  ollama: 'Ollama',
  gguf: 'GGUF',
  peft: 'PEFT adapter',
  adapter: 'Adapter for mlx-lm',
}

/** What was made, with what became of its numbers: `Fused model, 4 bits`. */
export function madeWords({ format, bits, gguf }: Pick<ExportResult, 'format' | 'bits' | 'gguf'>): string {
  const numbers = gguf?.type ?? (bits === null ? null : `${bits} bits`)
  return numbers === null ? formatNames[format] : `${formatNames[format]}, ${numbers}`
}
