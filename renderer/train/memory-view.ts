import type { MemoryPlan } from '../../electron/shared/preflight'

/** One part of what training takes, as a piece of the bar. */
export type MemoryPart = {
  readonly key: 'weights' | 'trainable' | 'gradients' | 'optimizer' | 'activations' | 'logits' | 'python'
  readonly label: string
  readonly bytes: number
  /** Of the bar's length, 0 to 1. */
  readonly share: number
}

const labels: readonly (readonly [MemoryPart['key'], string])[] = [
  ['weights', 'Model'],
  ['trainable', 'What learns'],
  ['gradients', 'Gradients'],
  ['optimizer', 'Optimizer'],
  ['activations', 'Longest batch'],
  ['logits', 'Predictions'],
  ['python', 'Python and its libraries'],
]

/** The plan as a bar: its parts in order, and where the machine's memory ends on it, 0 to 1. The longer of the two is the bar's length. */
export function memoryBar(plan: MemoryPlan): { readonly parts: readonly MemoryPart[]; readonly machine: number } {
  const length = Math.max(plan.total, plan.machine, 1)
  return {
    parts: labels.map(([key, label]) => ({ key, label, bytes: plan[key], share: plan[key] / length })),
    machine: plan.machine / length,
  }
}
