import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const at = (...parts: string[]) => resolve(import.meta.dirname, ...parts)

/** The command line runs under plain Node: whatever it imports, at any depth, must do without Electron. */
function noElectronIn(entry: string): Plugin {
  return {
    name: 'antecedent:no-electron',
    generateBundle(_options, bundle) {
      const seen = new Set<string>()
      const visit = (fileName: string, path: readonly string[]) => {
        if (fileName === 'electron' || fileName.startsWith('electron/')) this.error(`${path.join(' → ')} imports electron`)
        const chunk = bundle[fileName]
        if (chunk?.type !== 'chunk' || seen.has(fileName)) return
        seen.add(fileName)
        for (const next of chunk.imports) visit(next, [...path, fileName])
      }
      visit(entry, [])
    },
  }
}

export default defineConfig({
  main: {
    plugins: [noElectronIn('cli.js')],
    build: {
      // Clients of services and readers of documents bring megabytes of which a little is used: they are bundled, and loaded when they are.
      externalizeDeps: { exclude: ['openai', '@anthropic-ai/sdk', 'htmlparser2', 'unpdf'] },
      // The oldest Node that package.json admits; Electron's own is newer.
      target: 'node20',
      sourcemap: true,
      rolldownOptions: {
        input: {
          index: at('electron/main/index.ts'),
          cli: at('electron/cli/index.ts'),
          'dataset-worker': at('electron/core/workbench/dataset-worker.ts'),
        },
        // Chunks lie beside the entries, so that import.meta.dirname is out/main in every one of them.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload cannot require packages, and is CommonJS.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: at('electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react()],
    build: {
      target: 'es2023',
      // electron-vite leaves code as it is; the loopback host sends it over a socket.
      minify: true,
      outDir: at('out/renderer'),
      emptyOutDir: true,
      manifest: 'manifest.json',
      // Nothing inline: the content security policy admits scripts and fonts of our own origin only.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: at('renderer/index.html'),
        output: { entryFileNames: 'assets/[name]-[hash].js' },
      },
    },
  },
})
