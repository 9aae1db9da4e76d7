import { expect, it } from 'vitest'
import { contextFor, modelfile } from '../../../../../electron/core/exporting/modelfile'

const parts = { from: '.', template: '{{ .System }}', stops: ['<|end|>'], system: 'Be exact.\nSay "Ann", not she.', context: 4096 }

it('says what Ollama makes a model of: these weights, asked as in training, greedy', () => {
  expect(modelfile(parts)).toBe(`FROM .
TEMPLATE """{{ .System }}"""
SYSTEM """Be exact.
Say "Ann", not she."""
PARAMETER temperature 0
PARAMETER num_ctx 4096
PARAMETER stop """<|end|>"""
`)
  expect(modelfile({ ...parts, system: null })).not.toContain('SYSTEM')
})

it.each(['three """ marks', 'a zero\u200bwidth space', 'ends with "'])('refuses instructions that the file cannot hold (%j)', (system) => {
  expect(() => modelfile({ ...parts, system })).toThrow('Modelfile cannot hold')
})

it('leaves out a stop that the file cannot hold', () => {
  expect(modelfile({ ...parts, stops: ['\u0003', '</s>'] })).toMatch(/num_ctx 4096\nPARAMETER stop """<\/s>"""\n$/)
})

it('gives room for what was taught, within what the base model takes', () => {
  expect([contextFor(2048, null), contextFor(8192, 131072), contextFor(2048, 1024)]).toEqual([4096, 8192, 1024])
})
