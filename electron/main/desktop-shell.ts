import { app, BrowserWindow, dialog, type OpenDialogOptions, safeStorage, shell } from 'electron'
import type { Shell } from '../core/options'
import { encryptedSecrets } from '../core/secrets/encrypted-secrets'
import type { FilePurpose } from '../shared/contract'
import { documentEndings, namedRowEndings } from '../shared/documents'

/** How the system's dialog asks for a file or folder. */
export function dialogOptions(purpose: FilePurpose): OpenDialogOptions {
  switch (purpose) {
    case 'dataset':
      return {
        message: 'Choose a dataset: a file, or a folder with train.jsonl',
        properties: ['openFile', 'openDirectory'],
        filters: [
          { name: 'Datasets and Tables', extensions: ['jsonl', 'json', 'ndjson', 'csv', 'tsv', 'parquet', 'txt'] },
          { name: 'All Files', extensions: ['*'] },
        ],
      }
    case 'model':
      return { message: 'Choose a model’s folder', properties: ['openDirectory'] }
    case 'save':
      return { message: 'Choose where the dataset goes', buttonLabel: 'Save Here', properties: ['openDirectory', 'createDirectory'] }
    case 'export':
      return { message: 'Choose where the export goes', buttonLabel: 'Export Here', properties: ['openDirectory', 'createDirectory'] }
    case 'converter':
      return {
        message: 'Choose convert_hf_to_gguf.py of llama.cpp',
        properties: ['openFile'],
        filters: [
          { name: 'Python', extensions: ['py'] },
          { name: 'All Files', extensions: ['*'] },
        ],
      }
    case 'python':
      // A virtual environment's Python is a link, and is only that as one.
      return { message: 'Choose the Python that runs the converter', properties: ['openFile', 'noResolveAliases', 'showHiddenFiles'] }
    case 'config':
      return {
        message: 'Choose a training configuration of mlx-lm',
        properties: ['openFile'],
        filters: [
          { name: 'YAML', extensions: ['yml', 'yaml'] },
          { name: 'All Files', extensions: ['*'] },
        ],
      }
    case 'hosts':
      return {
        message: 'Choose a hostfile of mlx.launch',
        properties: ['openFile'],
        filters: [
          { name: 'JSON', extensions: ['json'] },
          { name: 'All Files', extensions: ['*'] },
        ],
      }
    case 'texts':
      return {
        message: 'Choose a text, a table or a folder to resolve',
        properties: ['openFile', 'openDirectory'],
        filters: [
          { name: 'Texts', extensions: [...documentEndings, ...namedRowEndings] },
          { name: 'All Files', extensions: ['*'] },
        ],
      }
    case 'document':
      return {
        message: 'Choose a text to make rows of',
        properties: ['openFile'],
        filters: [
          { name: 'Text', extensions: [...documentEndings] },
          { name: 'All Files', extensions: ['*'] },
        ],
      }
  }
}

/** What only a desktop has. Keys of services are encrypted into `keysFile` by the keychain. */
export function desktopShell(keysFile: string): Shell {
  return {
    host: 'electron',
    choosePath: async (purpose) => {
      const window = BrowserWindow.getFocusedWindow()
      const options = dialogOptions(purpose)
      const { filePaths } = await (window === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options))
      const path = filePaths[0] ?? null
      if (path !== null && purpose === 'dataset') app.addRecentDocument(path)
      return path
    },
    reveal: async (path) => shell.showItemInFolder(path),
    trash: (path) => shell.trashItem(path),
    secrets: encryptedSecrets(keysFile, {
      isAvailable: () => safeStorage.isEncryptionAvailable(),
      encrypt: (text) => safeStorage.encryptString(text),
      decrypt: (bytes) => safeStorage.decryptString(bytes),
    }),
  }
}
