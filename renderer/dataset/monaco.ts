import 'monaco-editor/features/bracketMatching/register'
import 'monaco-editor/features/clipboard/register'
import 'monaco-editor/features/find/register'
import 'monaco-editor/features/gotoError/register'
import 'monaco-editor/features/hover/register'
import 'monaco-editor/features/toggleTabFocusMode/register'
import 'monaco-editor/features/unicodeHighlighter/register'
import 'monaco-editor/features/wordOperations/register'
import 'monaco-editor/features/cursorUndo/register'
import { editor, MarkerSeverity } from 'monaco-editor/editor'
import EditorWorker from 'monaco-editor/editor/editor.worker?worker'
import JsonWorker from 'monaco-editor/languages/features/json/json.worker?worker'
import { jsonDefaults } from 'monaco-editor/languages/features/json/register'
import type { Problem } from '../../electron/shared/dataset'

/** The language of a row. */
export const json = 'json'

let ready = false

/** Workers of our own origin, JSON as a dataset's line must be, and the two themes. Once. */
export function setUp(): void {
  if (ready) return
  ready = true
  self.MonacoEnvironment = { getWorker: (_, label) => (label === json ? new JsonWorker() : new EditorWorker()) }
  // What is wrong with a row is said by the dataset's own checks, in its own words.
  jsonDefaults.setDiagnosticsOptions({ validate: false, allowComments: false, enableSchemaRequest: false })
  const quiet = { 'editor.lineHighlightBackground': '#00000000', 'editorGutter.background': '#00000000' }
  editor.defineTheme('antecedent-light', {
    base: 'vs',
    inherit: true,
    rules: [
      { token: 'string.key.json', foreground: '5646b5' },
      { token: 'string.value.json', foreground: '1d1d1f' },
    ],
    colors: { ...quiet, 'editor.background': '#ffffff' },
  })
  editor.defineTheme('antecedent-dark', {
    base: 'vs-dark',
    inherit: true,
    rules: [
      { token: 'string.key.json', foreground: 'b9adff' },
      { token: 'string.value.json', foreground: 'f2f2f4' },
    ],
    colors: { ...quiet, 'editor.background': '#1d1d1f' },
  })
}

/** Problems as the editor marks them: to the end of the word where they begin. */
export function markersOf(problems: readonly Problem[], line: number, model: editor.ITextModel): editor.IMarkerData[] {
  return problems.map((problem) => {
    const startLineNumber = Math.min(model.getLineCount(), Math.max(1, problem.line - line + 1))
    const startColumn = Math.min(problem.column, model.getLineMaxColumn(startLineNumber))
    const word = model.getWordAtPosition({ lineNumber: startLineNumber, column: startColumn })
    return {
      severity: problem.severity === 'error' ? MarkerSeverity.Error : MarkerSeverity.Warning,
      message: problem.message,
      startLineNumber,
      startColumn,
      endLineNumber: startLineNumber,
      endColumn: Math.max(startColumn + 1, word?.endColumn ?? 0),
    }
  })
}
