import { type FormEvent, useState } from 'react'
import type { Answer, FilePurpose, LocatedFile } from '../../electron/shared/contract'
import type { Failure } from '../../electron/shared/errors'
import { Button } from '../parts/Button'
import { Dialog } from '../parts/Dialog'
import { ExactField } from '../parts/ExactField'
import { FailureNote } from '../parts/FailureNote'
import { locateDrop, request } from '../studio/client'
import type { Locating } from '../studio/files-slice'
import { useStore } from '../studio/store'

const words: Readonly<Record<FilePurpose, { readonly title: string; readonly hint: string; readonly done: string }>> = {
  dataset: {
    title: 'Open a dataset',
    hint: 'On the machine that runs Antecedent: a .jsonl file, a folder with train.jsonl, or a table (CSV, TSV, Parquet, JSON).',
    done: 'Open',
  },
  model: {
    title: 'Add a model',
    hint: 'A folder in Hugging Face layout: config.json, tokenizer.json, *.safetensors.',
    done: 'Add',
  },
  config: {
    title: 'Fill the form from a file',
    hint: 'A training_config.yml of mlx-lm on the machine that runs Antecedent.',
    done: 'Read it',
  },
  hosts: {
    title: 'Choose a hostfile',
    hint: 'A .json file of mlx.launch: one entry for each Mac that trains along.',
    done: 'Use this file',
  },
  document: {
    title: 'Choose a text',
    hint: 'A text file on the machine that runs Antecedent. It is divided into passages.',
    done: 'Use this text',
  },
  texts: {
    title: 'Bring texts to resolve',
    hint: 'On the machine that runs Antecedent: a text (.txt, .md, .docx, .pdf), a table with a row a text, or a folder of them.',
    done: 'Bring',
  },
  save: {
    title: 'Choose where to save',
    hint: 'A folder on the machine that runs Antecedent.',
    done: 'Use this folder',
  },
  converter: {
    title: 'Choose llama.cpp’s converter',
    hint: 'The convert_hf_to_gguf.py of a checkout of llama.cpp on the machine that runs Antecedent.',
    done: 'Use this converter',
  },
  python: {
    title: 'Choose a Python',
    hint: 'A Python on the machine that runs Antecedent that has what the converter needs: bin/python of a virtual environment.',
    done: 'Use this Python',
  },
  export: {
    title: 'Choose where to export',
    hint: 'A folder on the machine that runs Antecedent. The export gets a folder of its own in it.',
    done: 'Use this folder',
  },
}

/** Endings of the files that a browser may send, by purpose; folders it cannot send. */
const accepts: Readonly<Partial<Record<FilePurpose, string>>> = {
  dataset: '.jsonl,.json,.ndjson,.csv,.tsv,.txt,.parquet',
  config: '.yml,.yaml',
  hosts: '.json',
}

/** Asks for a path, or a file, where the host has no dialog of its own. */
export function LocateDialog() {
  const locating = useStore((state) => state.locating)
  return locating === null ? null : <Asking {...locating} />
}

function Asking({ purpose, answer }: Locating) {
  const [path, setPath] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const { title, hint, done } = words[purpose]
  const accepted = accepts[purpose]
  const take = async (asked: Promise<Answer<LocatedFile>>) => {
    setBusy(true)
    setFailure(null)
    const located = await asked
    setBusy(false)
    if (located.ok) answer(located.value)
    else setFailure(located.failure)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (path.trim() !== '') void take(request('file.locate', { path: path.trim(), purpose }))
  }
  return (
    <Dialog title={title} onClose={() => answer(null)}>
      <form onSubmit={submit} className="stack">
        <ExactField label="Path" hint={hint} value={path} onType={setPath} />
        {failure !== null && <FailureNote failure={failure} />}
        <div className="actions">
          {accepted !== undefined && <FileInput accept={accepted} busy={busy} onFile={(file) => void take(locateDrop(file))} />}
          <span className="grow" />
          <Button onClick={() => answer(null)}>Cancel</Button>
          <button type="submit" className="button primary" disabled={busy || path.trim() === ''}>
            {done}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

type FileInputProps = { readonly accept: string; readonly busy: boolean; readonly onFile: (file: File) => void }

function FileInput({ accept, busy, onFile }: FileInputProps) {
  return (
    <label className={busy ? 'button plain busy' : 'button plain'}>
      {busy ? 'Reading …' : 'Choose a file…'}
      <input
        type="file"
        className="unseen"
        accept={accept}
        disabled={busy}
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file !== undefined) onFile(file)
        }}
      />
    </label>
  )
}
