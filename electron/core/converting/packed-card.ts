import { stringify } from 'yaml'
import { type Conversion, lossWords } from '../../shared/conversion'
import { f1Words } from '../../shared/score-words'
import type { BaseModel } from '../exporting/base-model'

/** The README.md of a packed model: origin and licence for the Hugging Face Hub and for later exports, and what packing cost. */
export function packedCard({ hub, licence, licenceLink }: BaseModel, { name, bits, loss }: Conversion): string {
  const header = {
    ...(hub !== null && { base_model: hub, base_model_relation: 'quantized' }),
    library_name: 'mlx',
    pipeline_tag: 'text-generation',
    ...(licence !== null && { license: licence }),
    ...(licenceLink !== null && { license_link: licenceLink }),
    tags: ['mlx', 'antecedent'],
  }
  const { read, same, divergence } = loss.tokens
  return `---
${stringify(header, { lineWidth: 0 })}---

# ${name}, packed into ${bits} bits

Measured on ${loss.rows} rows of ${loss.data}, which the model and this one rewrote greedily: ${lossWords(loss)} (${f1Words(loss.wholeF1)} before,
${f1Words(loss.packedF1)} packed). Of ${read} tokens that the model wrote, both expect the same one at ${same}; this one diverges by
${divergence.toPrecision(3)} nats a token.
`
}
