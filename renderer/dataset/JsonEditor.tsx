import { editor, KeyCode } from 'monaco-editor/editor'
import { useEffect, useRef } from 'react'
import type { Problem } from '../../electron/shared/dataset'
import { json, markersOf, setUp } from './monaco'

type Props = {
  readonly value: string
  /** The row's line in its file, from 1. */
  readonly line: number
  readonly problems: readonly Problem[]
  readonly onType: (value: string) => void
}

const dark = window.matchMedia('(prefers-color-scheme: dark)')
const theme = () => (dark.matches ? 'antecedent-dark' : 'antecedent-light')

/** A row's line of JSON, byte for byte, wrapped; what is wrong is marked where it is. Loaded when first shown. */
export function JsonEditor({ value, line, problems, onType }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const held = useRef<editor.IStandaloneCodeEditor | null>(null)
  const typed = useRef(onType)
  typed.current = onType

  // The editor is made once; later values reach it below.
  useEffect(() => {
    if (place.current === null) return
    setUp()
    const model = editor.createModel(value, json)
    const made = editor.create(place.current, {
      model,
      theme: theme(),
      ariaLabel: 'Row as JSON',
      automaticLayout: true,
      wordWrap: 'on',
      wrappingStrategy: 'advanced',
      minimap: { enabled: false },
      lineNumbers: (number) => String(line + number - 1),
      lineNumbersMinChars: 4,
      glyphMargin: false,
      folding: false,
      scrollBeyondLastLine: false,
      overviewRulerLanes: 0,
      renderLineHighlight: 'none',
      renderControlCharacters: true,
      unicodeHighlight: { invisibleCharacters: true, ambiguousCharacters: false, nonBasicASCII: false },
      stickyScroll: { enabled: false },
      tabFocusMode: true,
      fontSize: 12.5,
      lineHeight: 20,
      padding: { top: 12, bottom: 12 },
      links: false,
      quickSuggestions: false,
      // Mending a row that lacks a bracket, one must not get two.
      autoClosingBrackets: 'never',
      autoClosingQuotes: 'never',
      autoSurround: 'never',
      fixedOverflowWidgets: true,
    })
    held.current = made
    // A row is one line: Enter would make it two.
    made.addCommand(KeyCode.Enter, () => {})
    model.onDidChangeContent(() => {
      if (model.getLineCount() > 1)
        made.executeEdits('one-line', [{ range: model.getFullModelRange(), text: model.getValue().replace(/\s*\n\s*/g, ' ') }])
      else typed.current(model.getValue())
    })
    const retheme = () => editor.setTheme(theme())
    dark.addEventListener('change', retheme)
    return () => {
      dark.removeEventListener('change', retheme)
      made.dispose()
      model.dispose()
      held.current = null
    }
  }, [])
  useEffect(() => {
    const model = held.current?.getModel()
    if (model !== null && model !== undefined && model.getValue() !== value) model.setValue(value)
  }, [value])
  useEffect(() => {
    const model = held.current?.getModel()
    if (model !== null && model !== undefined) editor.setModelMarkers(model, 'dataset', markersOf(problems, line, model))
  }, [problems, line])
  return <div ref={place} className="json-editor" data-testid="json-editor" />
}
