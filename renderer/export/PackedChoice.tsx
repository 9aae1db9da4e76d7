import { isPackable, type PackedBits } from '../../electron/shared/exporting'
import { Explained } from '../help/Explained'
import { Segmented } from '../parts/Segmented'
import { useStore } from '../studio/store'

const choices = [
  { value: 'whole', label: 'Not packed' },
  { value: '8', label: '8 bits' },
  { value: '4', label: '4 bits' },
] as const
const bitsOf: Readonly<Record<(typeof choices)[number]['value'], PackedBits | null>> = { whole: null, '8': 8, '4': 4 }

/** Whether a fused model's weights are packed: smaller and quicker, with the loss that the certificate measures. */
export function PackedChoice({ disabled }: { readonly disabled: boolean }) {
  const format = useStore((state) => state.format)
  const bits = useStore((state) => state.bits)
  const choose = useStore((state) => state.chooseBits)
  if (!isPackable(format)) return null
  return (
    <div className="packed">
      <Segmented
        label="Bits of a weight"
        value={bits === 8 ? '8' : bits === 4 ? '4' : 'whole'}
        options={choices}
        disabled={disabled}
        onChange={(value) => choose(bitsOf[value])}
      />
      <p className="hint">
        {bits === null
          ? 'Answers as the adapter does.'
          : 'Smaller and quicker. What that costs is measured on held-out rows and written into the certificate.'}
        <Explained term="quantize" />
      </p>
    </div>
  )
}
