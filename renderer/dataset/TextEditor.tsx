import { editor, KeyCode, MarkerSeverity } from 'monaco-editor/editor'
import { useEffect, useRef } from 'react'
import type { Severity } from '../../electron/shared/dataset'
import { endsAfter, type LineEnds, offsetWithoutEnds, withEnds, withoutEnds } from './line-ends'
import { json, setUp } from './monaco'
import { runOwnWay } from './own-direction'

/** A stretch of the text that is marked. Offsets in UTF-16 units. */
export type Marking = { readonly start: number; readonly end: number; readonly className: string; readonly title: string }

/** Something wrong in a stretch of the text. */
export type Trouble = { readonly start: number; readonly end: number; readonly severity: Severity; readonly message: string }

type Props = {
  /** What a screen reader calls it. */
  readonly name: string
  /** Another subject has a text and steps to undo of its own. */
  readonly subject: string
  readonly language: 'plaintext' | 'json'
  readonly value: string
  /** Number of the first line; null shows none. */
  readonly firstLine: number | null
  /** Null leaves them where they are while they are looked for anew. */
  readonly markings: readonly Marking[] | null
  readonly troubles: readonly Trouble[] | null
  readonly onType: (value: string) => void
}

type Held = { readonly made: editor.IStandaloneCodeEditor; readonly marks: editor.IEditorDecorationsCollection }

const markers = { error: MarkerSeverity.Error, warning: MarkerSeverity.Warning, note: MarkerSeverity.Info } as const

const common = {
  wordWrap: 'on',
  wrappingStrategy: 'advanced',
  minimap: { enabled: false },
  glyphMargin: false,
  folding: false,
  scrollBeyondLastLine: false,
  overviewRulerLanes: 0,
  hideCursorInOverviewRuler: true,
  renderLineHighlight: 'none',
  renderControlCharacters: true,
  unusualLineTerminators: 'off',
  unicodeHighlight: { invisibleCharacters: true, ambiguousCharacters: false, nonBasicASCII: false },
  stickyScroll: { enabled: false },
  tabFocusMode: true,
  padding: { top: 8, bottom: 8 },
  links: false,
  contextmenu: false,
  // The text is there for screen readers, which the page cannot ask for.
  accessibilitySupport: 'on',
  codeLens: false,
  dragAndDrop: false,
  dropIntoEditor: { enabled: false },
  pasteAs: { enabled: false },
  inlineSuggest: { enabled: false },
  parameterHints: { enabled: false },
  occurrencesHighlight: 'off',
  wordBasedSuggestions: 'off',
  // Mending a row that lacks a bracket, one must not get two.
  autoClosingBrackets: 'never',
  autoClosingQuotes: 'never',
  autoSurround: 'never',
  fixedOverflowWidgets: true,
} as const satisfies editor.IStandaloneEditorConstructionOptions

const looks = {
  json: { fontSize: 12.5, lineHeight: 20, lineNumbersMinChars: 4, quickSuggestions: { other: true, strings: false, comments: false } },
  plaintext: {
    fontFamily: 'ui-serif, "New York", "Iowan Old Style", "Source Serif 4", Georgia, serif',
    fontSize: 15,
    lineHeight: 23,
    lineNumbers: 'off',
    lineDecorationsWidth: 10,
    quickSuggestions: false,
    matchBrackets: 'never',
    disableMonospaceOptimizations: true,
    scrollbar: { vertical: 'hidden', verticalScrollbarSize: 10, handleMouseWheel: false, alwaysConsumeMouseWheel: false },
  },
} as const satisfies Record<Props['language'], editor.IStandaloneEditorConstructionOptions>

/** A text in Monaco: as high as its text where it is plain, filling its place where it is JSON. Loaded when first shown. */
export function TextEditor({ name, subject, language, value, firstLine, markings, troubles, onType }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const held = useRef<Held | null>(null)
  const ends = useRef<LineEnds>([])
  const latest = useRef({ onType, value })
  latest.current = { onType, value }

  // The editor is made once; texts reach it below.
  useEffect(() => {
    const frame = place.current
    if (frame === null) return
    setUp()
    const made = editor.create(frame, { ...common, ...looks[language], automaticLayout: true, model: null })
    held.current = { made, marks: made.createDecorationsCollection() }
    if (language === 'plaintext') {
      runOwnWay(made)
      made.onDidContentSizeChange(({ contentHeight }) => {
        frame.style.height = `${contentHeight}px`
      })
    }
    // A row is one line: Enter would make it two.
    else made.addCommand(KeyCode.Enter, () => {}, '!suggestWidgetVisible')
    return () => {
      made.getModel()?.dispose()
      made.dispose()
      held.current = null
    }
  }, [language])

  useEffect(() => {
    void language
    held.current?.made.updateOptions({ ariaLabel: name })
  }, [language, name])

  // Another row has another model: undo must not bring the text of the one before.
  useEffect(() => {
    const made = held.current?.made
    if (made === undefined) return
    void subject
    const { text, ends: own } = withoutEnds(latest.current.value)
    const before = made.getModel()
    const model = editor.createModel(text, language)
    model.setEOL(editor.EndOfLineSequence.LF)
    ends.current = own
    made.setModel(model)
    before?.dispose()
    const listening = model.onDidChangeContent(({ changes, isFlush }) => {
      if (isFlush) return
      if (language === json && model.getLineCount() > 1) {
        made.executeEdits('one-line', [{ range: model.getFullModelRange(), text: model.getValue().replace(/\s*\n\s*/g, ' ') }])
        return
      }
      for (const { range, text: added } of changes)
        ends.current = endsAfter(ends.current, range.startLineNumber - 1, range.endLineNumber - 1, added.split(/\r\n|\r|\n/).length - 1)
      latest.current.onType(withEnds(model.getValue(), ends.current))
    })
    return () => listening.dispose()
  }, [subject, language])

  useEffect(() => {
    const model = held.current?.made.getModel()
    if (model === null || model === undefined) return
    const now = withEnds(model.getValue(), ends.current)
    // A line is kept without the white space at its end: whoever types there goes on.
    if (language === json ? now.trimEnd() === value.trimEnd() : now === value) return
    const { text, ends: own } = withoutEnds(value)
    ends.current = own
    model.setValue(text)
  }, [value, language])

  useEffect(() => {
    const model = held.current?.made.getModel()
    if (model === null || model === undefined || markings === null || troubles === null) return
    void subject
    const rangeOf = ({ start, end }: { readonly start: number; readonly end: number }) => {
      const from = model.getPositionAt(offsetWithoutEnds(value, start))
      const to = model.getPositionAt(offsetWithoutEnds(value, end))
      return { startLineNumber: from.lineNumber, startColumn: from.column, endLineNumber: to.lineNumber, endColumn: to.column }
    }
    held.current?.marks.set(
      markings.map((marking) => ({
        range: rangeOf(marking),
        options: {
          inlineClassName: marking.className,
          inlineClassNameAffectsLetterSpacing: true,
          hoverMessage: { value: marking.title.replace(/[\\`*_{}[\]()#+.!<>|~-]/g, '\\$&') },
          stickiness: editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
        },
      })),
    )
    editor.setModelMarkers(
      model,
      'dataset',
      troubles.map(({ severity, message, start, end }) => ({
        severity: markers[severity],
        message,
        ...rangeOf({ start, end: Math.max(end, start + 1) }),
      })),
    )
  }, [subject, value, markings, troubles])

  useEffect(() => {
    held.current?.made.updateOptions(firstLine === null ? {} : { lineNumbers: (line) => String(firstLine + line - 1) })
  }, [firstLine])
  return <div ref={place} className={`text-editor ${language}`} data-testid={`editor-${language}`} />
}
