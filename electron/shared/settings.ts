import { z } from 'zod'

export const settings = z.strictObject({
  /** Nothing is asked of the network. */
  offline: z.boolean(),
  /** The Hub, or a mirror of it; null for the environment's, or huggingface.co. */
  hubAddress: z.string().max(500).nullable(),
  /** Where llama.cpp's `convert_hf_to_gguf.py` lies, an absolute path; null where nobody said. */
  ggufConverter: z.string().max(4096).nullable(),
  /** Which Python runs it, an absolute path or a name on the PATH; null for `python3` of the PATH. */
  ggufPython: z.string().max(4096).nullable(),
})
/** What a person has set for the whole app. */
export type Settings = z.infer<typeof settings>

export const ordinarySettings: Settings = { offline: false, hubAddress: null, ggufConverter: null, ggufPython: null }
