// A process that speaks the protocol and answers `generate` and `generateMany` by a rule: “He” becomes “Bob”. A text with “refuse” in it is refused with
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
const textOf = (messages) => messages.at(-1).content.replace('Please resolve all coreferences in this text: ', '')
const rewritten = (text) => (text.includes('garble') ? 'so so so' : text.replaceAll('He', 'Bob'))
const heard = (line) => appendFileSync(process.env.HEARD, `${line}\n`)

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line)
  if (method === 'initialize') {
    heard('start')
    write({ id, result: { protocol: params.protocol, python: '3', mlx: '0', mlxLm: '0', device: 'stand-in', memoryBytes: 1 } })
  }
  if (method === 'generate') write({ id, result: { text: rewritten(textOf(params.messages)), finishReason: 'stop', figures } })
  if (method !== 'generateMany') return
  const texts = params.prompts.map(({ messages }) => textOf(messages))
  if (texts.some((text) => text.includes('refuse'))) {
    write({ id, error: { code: -32602, message: 'The template says no.' } })
    return
  }
  const order = [...texts.keys()].sort((a, b) => texts[a].includes('slow') - texts[b].includes('slow'))
  for (const index of order) {
    if (texts[index].includes('die')) process.exit(9)
    heard(`asked ${texts[index]}`)
    const generation = { text: rewritten(texts[index]), finishReason: 'stop', figures }
    write({ method: 'answered', params: { request: id, index, generation } })
  }
  write({ id, result: { answered: texts.length } })
})
