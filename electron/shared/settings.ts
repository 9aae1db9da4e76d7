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
  /** Whether the app looks for newer versions of itself, once a day; where it does not, only when somebody asks it to. */
  checkForUpdates: z.boolean(),
  /** Which of them it takes: those for everybody, or also those that are tried out. */
  updateChannel: z.enum(['stable', 'beta']),
})
/** What a person has set for the whole app. */
export type Settings = z.infer<typeof settings>

export const ordinarySettings: Settings = {
  offline: false,
  hubAddress: null,
  ggufConverter: null,
  ggufPython: null,
  checkForUpdates: false,
  updateChannel: 'stable',
}
