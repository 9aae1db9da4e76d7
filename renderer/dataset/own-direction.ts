import { editor } from 'monaco-editor/editor'

/** Has each line of an editor's text run as its first letter does, right to left too; the arrows follow. */
export function runOwnWay(made: editor.IStandaloneCodeEditor): void {
  const turned = made.createDecorationsCollection()
  const turn = (): void => {
    const lines = made.getModel()?.getLinesContent() ?? []
    turned.set(
      lines.flatMap((line, at) => {
        if (!runsRightToLeft(line)) return []
        const range = { startLineNumber: at + 1, startColumn: 1, endLineNumber: at + 1, endColumn: line.length + 1 }
        return [{ range, options: { textDirection: editor.TextDirection.RTL } }]
      }),
    )
  }
  made.onDidChangeModel(turn)
  made.onDidChangeModelContent(turn)
}

const paragraph = document.createElement('p')
paragraph.dir = 'auto'

/** What the browser itself would do with a paragraph of its own. */
function runsRightToLeft(line: string): boolean {
  // Nothing before Hebrew runs right to left.
  if (!/[\u0590-\uffff]/.test(line)) return false
  paragraph.textContent = line
  return paragraph.matches(':dir(rtl)')
}
