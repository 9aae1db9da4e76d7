import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { unasked } from '../../../../../electron/core/exporting/certifying'
import { type Exported, exportCard } from '../../../../../electron/core/exporting/export-card'
import { scorecard, scoreExample } from '../../../../../electron/core/scoring/score'
import type { Certificate, ExportFormat } from '../../../../../electron/shared/exporting'
import type { Run } from '../../../../../electron/shared/run'
import { run } from '../../../renderer/figures'

const certificate: Certificate = {
  rows: 200,
  same: 199,
  baseF1: 0.1,
  adapterF1: 0.9,
  exportF1: 0.899,
  tokens: { read: 2000, same: 1998, divergence: 0.00012 },
  parting: { row: 4, adapter: 'Ann', export: 'She' },
}
const base = {
  licence: 'llama3.2',
  licenceLink: null,
  hub: 'meta-llama/Llama-3.2-1B',
  mlx: 'x/y',
  transformers: 'meta-llama/Llama-3.2-1B',
  named: 'meta-llama/Llama-3.2-1B',
  positions: null,
  packed: 'no',
} as const
const prompt = { system: 'Be exact.', before: 'Resolve: ' }

const card = (format: ExportFormat, changes: Partial<Exported> = {}, changed: Partial<Run> = {}) => {
  const bits = changes.bits ?? null
  const usable = { format, bits, path: '.', name: 'a-run', modelfile: true, base: { mlx: 'x/y', transformers: base.transformers } }
  const asked = {
    format,
    bits,
    weights: 'best',
    base,
    english: true,
    prompt,
    versions: null,
    certificate,
    gguf: null,
    notes: [],
    usable,
  } as const
  return exportCard(run('a run', changed), { ...asked, ...changes })
}
const headerOf = (text: string) => parse(/^---\n([\s\S]*?)\n---\n/.exec(text)?.[1] ?? '')
const scored = (tuned: 'best' | 'last' = 'best') => {
  const judged = scorecard([
    scoreExample({ source: 'Ann sat. She left.', gold: 'Ann sat. Ann left.', output: 'Ann sat. Ann left.' }),
    scoreExample({ source: 'Bob sat. He left.', gold: 'Bob sat. Bob left.', output: 'Bob sat. He left.' }),
  ])
  const systems = (['base', tuned] as const).map((system) => ({ system, card: judged, projected: null }))
  return { data: 'held-out rows', at: '2026-01-01T00:00:00Z', systems, pairs: [], hashes: [] }
}

it('says which date the prompt has, the one that Python writes', async () => {
  const chat = await readFile(resolve(import.meta.dirname, '../../../../../python-sidecar/antecedent_sidecar/chat.py'), 'utf8')
  const [, date] = /^_DATE = "(.+)"$/m.exec(chat) ?? []
  expect(date).toBeDefined()
  expect(card('mlx')).toContain(`today's date it writes ${date}`)
  expect(card('adapter')).toContain(`{"date_string":"${date}","enable_thinking":false}`)
})

it('begins with a header that the Hub reads', () => {
  expect(headerOf(card('mlx', {}, { comparison: scored() }))).toEqual({
    base_model: 'meta-llama/Llama-3.2-1B',
    base_model_relation: 'finetune',
    library_name: 'transformers',
    pipeline_tag: 'text-generation',
    language: ['en'],
    license: 'llama3.2',
    tags: ['coreference-resolution', 'text-rewriting', 'lora', 'mlx', 'antecedent'],
    'model-index': [
      {
        name: 'a run',
        results: [
          {
            task: { type: 'text-generation', name: 'Coreference resolution by rewriting' },
            dataset: { type: 'json', name: 'a.jsonl, held-out rows', revision: 'x' },
            metrics: [
              { type: 'f1', name: 'Mention F1', value: 0.6667, verified: false },
              { type: 'recall', name: 'Mention recall', value: 0.5, verified: false },
              { type: 'precision', name: 'Mention precision', value: 1, verified: false },
            ],
          },
        ],
      },
    ],
  })
  expect(headerOf(card('peft'))).toMatchObject({ library_name: 'peft', base_model_relation: 'adapter' })
  expect(headerOf(card('mlx', { bits: 4 }))).toMatchObject({ library_name: 'mlx' })
  expect(headerOf(card('adapter', { english: false }))).not.toHaveProperty('language')
})

it('says what is not known instead of guessing it', () => {
  const text = card('mlx', { base: { ...base, licence: null, hub: null }, certificate: unasked })
  expect(headerOf(text)).not.toHaveProperty('license')
  expect(headerOf(text)).not.toHaveProperty('base_model')
  expect(headerOf(text)).not.toHaveProperty('model-index')
  expect(text).toContain('not stated')
  expect(text).toContain('Not scored.')
  expect(text).toContain('There were no held-out rows to ask.')
})

it('tells the scores of the weights that were exported, and none of others', () => {
  const table = '| mention F1 | 0.667 | 0.667 |'
  for (const weights of ['best', 'last'] as const) {
    expect(card('mlx', { weights }, { comparison: scored(weights) })).toContain(table)
    const other = card('mlx', { weights }, { comparison: scored(weights === 'best' ? 'last' : 'best') })
    expect(other).toContain('Not scored.')
    expect(other).not.toContain(table)
    expect(headerOf(other)).not.toHaveProperty('model-index')
  }
})

it('gives each proportion with its interval', () => {
  expect(card('mlx', {}, { comparison: scored() })).toContain('| mention recall | 0.500 (0.095–0.905) | 0.500 (0.095–0.905) |')
})

it('tells the certificate, where answers part, and what helps below the bar', () => {
  const text = card('mlx')
  expect(text).toContain('| same text as the adapter | 199 of 200 rows |')
  expect(text).toContain('| same next token | 1998 of 2000 |')
  expect(text).toContain('| divergence from the adapter | 1.2e-4 nats a token |')
  expect(text).toContain('| mention F1: base, adapter, export | 0.100, 0.900, 0.899 |')
  expect(text).toContain('They first part in row 5.')
  expect(text).not.toContain('Rounding changed answers')
  expect(card('mlx', { certificate: { ...certificate, same: 190 } })).toContain('Rounding changed answers')
  expect(card('mlx', { bits: 4, certificate: { ...certificate, exportF1: 0.8 } })).toContain('Export with 8 bits')
})

it.each(['mlx', 'lm-studio', 'ollama', 'gguf', 'peft', 'adapter'] as const)('shows how it is run, from its own folder (%s)', (format) => {
  const text = card(format)
  expect(text).not.toContain('/a.jsonl')
  const by = {
    mlx: 'mlx_lm.generate --model .',
    'lm-studio': 'lms load antecedent/a-run --identifier a-run -y',
    ollama: 'ollama create a-run -f Modelfile',
    gguf: 'llama-cli -m a-run.gguf',
    peft: 'AutoPeftModelForCausalLM',
    adapter: '--adapter-path .',
  }
  expect(text).toContain(by[format])
  expect(text).toContain('antecedent train --from antecedent.json DATA')
})

it('says of a GGUF that its certificate is of the weights before they were converted', () => {
  const text = card('gguf', { gguf: { type: 'q8_0', version: 3, architecture: 'llama', tensors: 38 }, notes: ['There is no Modelfile.'] })
  expect(headerOf(text)).toMatchObject({ library_name: 'gguf', base_model_relation: 'finetune' })
  expect(headerOf(text).tags).toContain('gguf')
  expect(text).toContain('the certificate is of the weights before the conversion, and the .gguf itself was asked nothing')
  expect(text).toContain('packs its numbers into 8 bits')
  expect(text).toContain('| converted | to GGUF 3 by llama.cpp: q8_0, 38 tensors, architecture llama |')
  expect(text).toContain('There is no Modelfile.')
  expect(card('mlx')).not.toContain('| converted |')
})

it('says of an adapter to packed weights what it meets in transformers', () => {
  expect(card('peft')).not.toContain('packed')
  expect(card('peft', { base: { ...base, packed: 'of-known' } })).toContain('a little finer')
  expect(card('peft', { base: { ...base, packed: 'of-unknown' } })).toContain('base_model_name_or_path')
})

it('says what stands in place of a base model that only its folder is known by, without naming that', () => {
  const unnamed = { ...base, hub: null, transformers: '/home/ann/llama', named: 'BASE_MODEL' }
  const text = card('peft', { base: unnamed })
  expect(text).toContain('put its folder in place of `BASE_MODEL`')
  expect(text).not.toContain('/home/ann')
  expect(card('peft')).not.toContain('BASE_MODEL')
})

it('takes no name for Markdown or YAML', () => {
  const name = 'a | b <script>\n---\n# c: `d`'
  const text = card('mlx', {}, { name, dataset: { ...run('x').dataset, name }, comparison: scored() })
  expect(headerOf(text)['model-index'][0].name).toBe(name)
  expect(text).toContain('# a \\| b \\<script\\> --- \\# c: \\`d\\`\n')
  expect(text).toContain('| dataset | a \\| b')
})
