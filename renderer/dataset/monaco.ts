// The JSON language brings every feature of the editor along when it is first needed; those that come after the first editor lack their services.
import 'monaco-editor/internal/common/workers'
import { editor, KeyCode, KeyMod } from 'monaco-editor/editor'
import EditorWorker from 'monaco-editor/editor/editor.worker?worker'
import JsonWorker from 'monaco-editor/languages/features/json/json.worker?worker'
import { jsonDefaults } from 'monaco-editor/languages/features/json/register'
import { rowSchema } from './row-schema'

/** The language of a row's line. */
export const json = 'json'

const dark = window.matchMedia('(prefers-color-scheme: dark)')
const theme = () => (dark.matches ? 'antecedent-dark' : 'antecedent-light')

let ready = false

/** Workers of our own origin, JSON as a dataset's line must be, and the two themes. Once. */
export function setUp(): void {
  if (ready) return
  ready = true
  self.MonacoEnvironment = { getWorker: (_, label) => (label === json ? new JsonWorker() : new EditorWorker()) }
  jsonDefaults.setDiagnosticsOptions({
    // What is wrong with a row is said by the dataset's own checks, in its own words.
    validate: false,
    allowComments: false,
    enableSchemaRequest: false,
    schemas: [{ uri: 'antecedent:row', fileMatch: ['*'], schema: rowSchema }],
  })
  const quiet = { 'editor.lineHighlightBackground': '#00000000', 'editorGutter.background': '#00000000' }
  editor.defineTheme('antecedent-light', {
    base: 'vs',
    inherit: true,
    rules: [
      { token: 'string.key.json', foreground: '5646b5' },
      { token: 'string.value.json', foreground: '1d1d1f' },
    ],
    colors: { ...quiet, 'editor.background': '#ffffff', 'editor.foreground': '#1d1d1f' },
  })
  editor.defineTheme('antecedent-dark', {
    base: 'vs-dark',
    inherit: true,
    rules: [
      { token: 'string.key.json', foreground: 'b9adff' },
      { token: 'string.value.json', foreground: 'f2f2f4' },
    ],
    colors: { ...quiet, 'editor.background': '#1d1d1f', 'editor.foreground': '#f2f2f4' },
  })
  // Keys of the window, and a palette of commands that mean nothing here.
  editor.addKeybindingRules(
    [KeyCode.Enter, KeyCode.Period, KeyCode.Slash, KeyCode.KeyK, KeyCode.KeyF]
      .map((key) => KeyMod.CtrlCmd | key)
      .concat(KeyCode.F1)
      .map((keybinding) => ({ keybinding, command: null })),
  )
  editor.setTheme(theme())
  dark.addEventListener('change', () => editor.setTheme(theme()))
}
