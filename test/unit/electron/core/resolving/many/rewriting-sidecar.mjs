// A process that speaks the protocol and answers `generateMany` by a rule: “He” becomes “Bob”. A text with “refuse” in it is refused with
// all that are asked with it, one with “die” ends the process, “slow” is answered last, “garble” is answered with other words. What it did
// is written, a line each, to the file that its environment names.
import { appendFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const figures = {
  promptTokens: 1,
  promptTokensPerSecond: 1,
  generationTokens: 1,
  generationTokensPerSecond: 1,
  peakMemoryBytes: 1,
  forwardPasses: 1,
  drafted: 0,
  accepted: 0,
  weights: null,
}
const write = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
const heard = (line) => appendFileSync(process.env.HEARD, `${line}\n`)

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line)
  if (method === 'initialize') {
    heard('start')
    write({ id, result: { protocol: params.protocol, python: '3', mlx: '0', mlxLm: '0', device: 'stand-in', memoryBytes: 1 } })
  }
  if (method !== 'generateMany') return
  const texts = params.prompts.map(({ messages }) => messages.at(-1).content)
  if (texts.some((text) => text.includes('refuse'))) {
    write({ id, error: { code: -32602, message: 'The template says no.' } })
    return
  }
  const order = [...texts.keys()].sort((a, b) => texts[a].includes('slow') - texts[b].includes('slow'))
  for (const index of order) {
    if (texts[index].includes('die')) process.exit(9)
    heard(`asked ${texts[index]}`)
    const text = texts[index].includes('garble') ? 'so so so' : texts[index].replaceAll('He', 'Bob')
    write({ method: 'answered', params: { request: id, index, generation: { text, finishReason: 'stop', figures } } })
  }
  write({ id, result: { answered: texts.length } })
})
