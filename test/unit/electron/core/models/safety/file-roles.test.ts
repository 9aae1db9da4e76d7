import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roleOf } from '../../../../../../electron/core/models/safety/file-roles'

describe('roleOf', () => {
  it.each([
    ['config.json', 'settings'],
    ['CONFIG.JSON', 'settings'],
    ['tokenizer_config.json', 'settings'],
    ['tokenizer.json', 'tokenizer'],
    ['tokenizer.4.0.0.json', 'tokenizer'],
    ['spiece.model', 'tokenizer'],
    ['tokenizer.model.v3', 'tokenizer'],
    ['tokenizer.model.v3.py', 'refused'],
    ['tokenizer.model.vile', 'refused'],
    ['chat_template.jinja', 'template'],
    ['model.safetensors', 'weights'],
    ['model-00001-of-00002.safetensors', 'weights'],
    ['consolidated.safetensors', 'unread'],
    ['model.safetensors.index.json', 'weights-index'],
    ['LICENSE', 'unread'],
    ['LICENSE.txt', 'unread'],
    ['USE_POLICY.md', 'unread'],
    ['USAGE_POLICY', 'unread'],
    ['THIRD_PARTY_NOTICES', 'unread'],
    ['THIRD-PARTY-NOTICES.txt', 'unread'],
    ['SHA256SUMS', 'unread'],
    ['.mdl', 'unread'],
    ['.msc', 'unread'],
    ['.mv', 'unread'],
    ['weights.msc', 'refused'],
    ['.gitattributes', 'unread'],
    ['.DS_Store', 'unread'],
    ['model-q4.gguf', 'unread'],
    ['training_log.jsonl', 'unread'],
    ['pytorch_model-00001-of-00002.bin', 'refused'],
    ['optimizer.pt', 'refused'],
    ['weights.npz', 'refused'],
    ['modeling_phi3.py', 'refused'],
    ['README', 'unread'],
    ['something', 'refused'],
    ['', 'refused'],
  ])('knows what %s is for', (name, kind) => {
    expect(roleOf(name).kind).toBe(kind)
  })

  it('lets no name through that is a path, hides signs, or ends as code or a pickle does', () => {
    const ending = fc.constantFrom(
      '.py',
      '.PY',
      '.bin',
      '.pkl',
      '.pt',
      '.so',
      '.dylib',
      '.sh',
      '/config.json',
      '\\config.json',
      '\u202E.json',
      '\0',
    )
    fc.assert(fc.property(fc.string(), ending, (start, end) => roleOf(start + end).kind === 'refused'))
  })
})
