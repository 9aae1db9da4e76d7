import { describe, expect, it } from 'vitest'
import { type TrainingConfig, trainingConfig } from '../../../../../electron/shared/training'
import { groups, settings } from '../../../../../renderer/train/settings/groups'
import { readingOf, typedOf, valueAt, withValue } from '../../../../../renderer/train/settings/setting-value'

const defaults = trainingConfig.parse({})
const accepts = (path: string, value: unknown): boolean => trainingConfig.safeParse(withValue(defaults, path, value)).success

/** Every path of the contract that holds a value of its own. */
function leaves(value: unknown, path: readonly string[] = []): readonly string[] {
  if (typeof value !== 'object' || value === null) return [path.join('.')]
  return Object.entries(value).flatMap(([key, part]) => leaves(part, [...path, key]))
}

describe('the settings of the form', () => {
  it('are every setting of the contract, each once', () => {
    expect(settings.map((setting) => setting.path).sort()).toEqual([...leaves(defaults)].sort())
  })

  it('are each explained in one sentence or two', () => {
    for (const { label, hint } of settings) {
      expect(label).not.toBe('')
      expect(hint).toMatch(/^[A-Z].*\.$|^[A-Z].*\w$/)
    }
    expect(new Set(groups.map((group) => group.id)).size).toBe(groups.length)
  })

  const numbers = settings.flatMap(({ path, form }) => (form.kind === 'number' ? [{ path, form }] : []))

  it.each(numbers)('keeps $path within the contract’s bounds', ({ path, form }) => {
    const step = form.whole ? 1 : Math.max(1e-12, Math.abs(form.min) * 1e-9)
    expect(accepts(path, form.min)).toBe(form.open !== 'min')
    expect(accepts(path, form.min + step)).toBe(true)
    expect(accepts(path, form.min - step)).toBe(false)
    expect(accepts(path, null)).toBe(form.empty !== undefined || form.apart === true)
    expect(accepts(path, form.max)).toBe(form.open !== 'max')
    if (form.max < Number.MAX_SAFE_INTEGER) expect(accepts(path, form.max + 1)).toBe(false)
    if (form.whole) expect(accepts(path, form.min + 0.5)).toBe(false)
  })

  const choices = settings.flatMap(({ path, form }) => (form.kind === 'choice' ? [{ path, form }] : []))

  it.each(choices)('offers every choice of $path that the contract knows', ({ path, form }) => {
    expect(form.options.every((option) => accepts(path, option.value))).toBe(true)
    const refused = trainingConfig.safeParse(withValue(defaults, path, 'no such choice'))
    const known = refused.error?.issues.flatMap((issue) => (issue.code === 'invalid_value' ? issue.values : [])) ?? []
    expect(form.options.flatMap((option) => (option.value === null ? [] : [option.value])).sort()).toEqual([...known].sort())
  })

  it('show every value so that reading it gives the same value', () => {
    const config: TrainingConfig = {
      ...defaults,
      learning_rate: 2.5e-7,
      lr_schedule: { name: 'cosine_decay', arguments: [1e-5, 1000], warmup: 100, warmup_init: 1e-7 },
      lora_parameters: { ...defaults.lora_parameters, keys: ['self_attn.q_proj', 'mlp.up_proj'] },
    }
    for (const setting of settings) {
      const value = valueAt(config, setting.path)
      expect([setting.path, readingOf(setting, typedOf(setting.form, value))]).toEqual([setting.path, { value, wrong: null }])
    }
  })
})
