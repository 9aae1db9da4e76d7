import type { ReactNode } from 'react'

/** A word of the trade, in a sentence or two with a picture. */
export type Term = { readonly name: string; readonly text: string; readonly picture: ReactNode }

/** Words that are explained where they stand. */
export const terms = {
  lora: {
    name: 'LoRA',
    text: 'The model stays as it is. Beside some of its large tables of numbers two narrow ones are learned, whose product is added. That takes a fraction of the memory, and can be taken off again.',
    picture: (
      <>
        <rect x="8" y="12" width="56" height="56" className="still" />
        <text x="78" y="45">
          +
        </text>
        <rect x="92" y="12" width="10" height="56" className="learns" />
        <rect x="108" y="12" width="56" height="10" className="learns" />
      </>
    ),
  },
  rank: {
    name: 'Rank',
    text: 'How narrow the two learned tables are. More rank can hold more of what is to be learned, and takes more memory; for one task on ordinary text 8 to 16 are usual.',
    picture: (
      <>
        <rect x="8" y="12" width="6" height="56" className="learns" />
        <rect x="20" y="12" width="44" height="6" className="learns" />
        <text x="8" y="84">
          8
        </text>
        <rect x="96" y="12" width="18" height="56" className="learns" />
        <rect x="120" y="12" width="44" height="18" className="learns" />
        <text x="96" y="84">
          32
        </text>
      </>
    ),
  },
  epoch: {
    name: 'Epoch',
    text: 'Once through all the rows, in another order each time. Too few and little is learned; too many and the rows are learned by heart, which the validation loss shows.',
    picture: (
      <>
        {[0, 1, 2].map((turn) => (
          <g key={turn}>
            {[0, 1, 2, 3, 4, 5].map((row) => (
              <rect
                key={row}
                x={8 + turn * 56}
                y={10 + row * 11}
                width={[40, 28, 36, 22, 40, 31][(row + turn * 2) % 6]}
                height="6"
                className="learns"
              />
            ))}
          </g>
        ))}
      </>
    ),
  },
  validationLoss: {
    name: 'Validation loss',
    text: 'How surprised the model is by the rewrites of rows that it does not learn from; less is better. Where it turns upwards while the training loss still falls, rows are being learned by heart. The best point is kept: the lowest, unless the run was told to go by its mention F1.',
    picture: (
      <>
        <path d="M8 14 C 40 52, 80 66, 164 72" className="line still" />
        <path d="M8 18 C 40 48, 76 56, 96 54 S 140 44, 164 34" className="line learns" />
        <circle cx="92" cy="54" r="4" className="point" />
      </>
    ),
  },
  mentionF1: {
    name: 'Mention F1',
    text: 'Of the references that should be written out, how many are, and of everything that was changed, how much was changed rightly: both in one figure from 0 to 1. How many of the words agree does not count.',
    picture: (
      <>
        <circle cx="66" cy="42" r="32" className="still" />
        <circle cx="104" cy="42" r="32" className="learns open" />
        <path d="M85 16 a32 32 0 0 1 0 52 a32 32 0 0 1 0 -52" className="both" />
      </>
    ),
  },
  fuse: {
    name: 'Fuse',
    text: 'What was learned is added into the model’s own numbers. One folder then answers by itself, in any program that reads such models; the adapter is not needed any more.',
    picture: (
      <>
        <rect x="8" y="12" width="48" height="48" className="still" />
        <rect x="62" y="12" width="8" height="48" className="learns" />
        <text x="82" y="41">
          →
        </text>
        <rect x="112" y="12" width="48" height="48" className="both" />
      </>
    ),
  },
  quantize: {
    name: 'Quantize',
    text: 'Every number is kept with fewer bits: 16 become 8 or 4. Half or a quarter of the size and quicker answers, for a little exactness; what that costs is measured where rows are held out.',
    picture: (
      <>
        <path d="M8 66 C 30 10, 50 10, 72 66" className="line still" />
        <path d="M100 66 h10 v-22 h10 v-20 h22 v20 h10 v22 h10" className="line learns" />
      </>
    ),
  },
} as const satisfies Record<string, Term>

export type TermName = keyof typeof terms
