import { expect, it } from 'vitest'
import { purposeOf } from '../../../../electron/shared/dropped-file'

it.each([
  ['rows.jsonl', 'dataset'],
  ['training_config.yml', 'config'],
  ['/Users/a/My Files/LORA.YAML', 'config'],
  ['rows.yml.jsonl', 'dataset'],
  ['yml', 'dataset'],
] as const)('takes %s for a %s', (name, purpose) => {
  expect(purposeOf(name)).toBe(purpose)
})
